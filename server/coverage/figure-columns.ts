import { type Figure, parseFigure, type SpeedClass, type Technology } from '../../geodata/technologies.ts';
import type { Column, Value } from '../../geodata/table.ts';
import type { Language } from '../downloads/download.ts';
import { nameFigure } from '../downloads/figure-names.ts';
import type { Edition } from '../editions/queries.ts';

const texts = {
  de: {
    chosen: 'Anteil',
    chosenText:
      'Anteil der Haushalte, die diese Technik mit mindestens dieser Geschwindigkeit bekommen können; leer: siehe absence.',
    technology: 'Technik',
    technologyText: 'Technik der gewählten Zahl.',
    speed: 'Mindestens im Download',
    speedText: 'Geschwindigkeitsklasse der gewählten Zahl; zählt alle mit, die mindestens so viel bekommen.',
    absence: 'Warum ohne Angabe',
    absenceText:
      'not_surveyed = nicht erhoben, not_stated = keine Angabe, protected = zum Schutz nicht gezeigt, uninhabited = unbewohnt; leer, wenn es einen Anteil gibt.',
    figureText: 'Anteil der Haushalte; leer: die Quelle nennt keine Zahl, oder sie ist geschützt.',
    tag: 'de',
  },
  en: {
    chosen: 'Share',
    chosenText: 'Share of households that can get this technology at least at this speed; empty: see absence.',
    technology: 'Technology',
    technologyText: 'Technology of the chosen figure.',
    speed: 'At least, downstream',
    speedText: 'Speed class of the chosen figure; it counts all who can get at least that.',
    absence: 'Why there is no share',
    absenceText:
      'not_surveyed, not_stated (the source says nothing), protected (too few households), uninhabited; empty if there is a share.',
    figureText: 'Share of households; empty: the source states no figure, or it is protected.',
    tag: 'en',
  },
} satisfies Record<Language, Record<string, string>>;

/** Which of an edition's figures go along: the chosen one, or beside it all that were surveyed, each in its column. */
export const figureSets = ['all', 'chosen'] as const;
export type FigureSet = (typeof figureSets)[number];

interface Choice {
  edition: Edition;
  technology: Technology;
  speed: SpeedClass;
  figure: Figure;
  figures: FigureSet;
}

export type AbsenceCode = 'not_surveyed' | 'not_stated' | 'protected' | 'uninhabited';

/** The columns that every table of coverage has, and the values for them. */
export class FigureColumnSet {
  readonly columns: readonly Column[];
  readonly #choice: Choice;
  readonly #position: number;

  constructor(choice: Choice, language: Language) {
    const { edition, technology, speed, figure, figures } = choice;
    this.#choice = choice;
    this.#position = edition.figures.indexOf(figure);
    const words = texts[language];
    const name = nameFigure(technology, speed, language);
    this.columns = [
      { name: 'technology', title: words.technology, type: 'text', unit: null, description: words.technologyText },
      {
        name: 'min_downstream_mbits',
        title: words.speed,
        type: 'integer',
        unit: 'Mbit/s',
        description: words.speedText,
      },
      {
        name: 'share_percent',
        title: `${words.chosen}: ${name}`,
        type: 'real',
        unit: '%',
        description: words.chosenText,
      },
      { name: 'absence', title: words.absence, type: 'text', unit: null, description: words.absenceText },
      ...(figures === 'all' ? edition.figures : []).map((one): Column => {
        const parsed = parseFigure(one);
        const title = parsed ? nameFigure(parsed.technology, parsed.downstreamMbits, language) : one;
        return {
          name: one.toLowerCase(),
          title,
          type: 'real',
          unit: '%',
          description: `${title}: ${words.figureText}`,
        };
      }),
    ];
  }

  /** `shares` in the order of the edition's figures, undefined = it does not know the place; `hidden` = they may not be told. */
  valuesOf(shares: readonly (number | null)[] | undefined, hidden?: AbsenceCode): Value[] {
    const { technology, speed, edition, figures } = this.#choice;
    const share = hidden === undefined ? (shares?.[this.#position] ?? null) : null;
    const absence = hidden ?? (this.#position < 0 ? 'not_surveyed' : share === null ? 'not_stated' : null);
    return [
      technology,
      speed,
      share,
      absence,
      ...(figures === 'all' ? edition.figures : []).map((_, index) =>
        hidden === undefined ? (shares?.[index] ?? null) : null,
      ),
    ];
  }
}
