import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import type { GapLevel, GapOrder } from '../view.ts';
import * as german from './de-grammar.ts';
import { type ControlName, type QuestionPart, type Direction, control } from './gap-question.ts';

const count = german.format.count;
const households = (number: number) => (number === 1 ? '1 Haushalt' : `${count(number)} Haushalte`);
const dative = (number: number) => (number === 1 ? '1 Haushalt' : `${count(number)} Haushalten`);

/** German words of "Where are the gaps?". */
export const gapsDe = {
  heading: 'Wo sind die Lücken?',
  change: 'Frage ändern',
  done: 'Fertig',
  /** The question in pieces; `place` is the municipality, for levels below it. */
  question: (level: GapLevel, place: string): QuestionPart[] => {
    const where = level === 'municipalities' ? [' ', control('state')] : [` in ${place}`];
    const least = level === 'municipalities' ? [] : [', ', control('households')];
    return [
      'Zeige ',
      control('level'),
      ...where,
      ', in denen weniger als ',
      control('below'),
      ' mindestens ',
      control('speed'),
      ' ',
      control('technology'),
      ' bekommen',
      ...least,
      ', Stand ',
      control('edition'),
    ];
  },
  controls: {
    level: 'Was gezeigt wird',
    state: 'In welchem Land',
    below: 'Anteil der Haushalte, unter dem eine Lücke beginnt',
    speed: 'Geschwindigkeit im Download',
    technology: 'Technik',
    households: 'So viele unversorgte Haushalte hat eine Lücke mindestens',
    edition: 'Ausgabe',
  } satisfies Record<ControlName, string>,
  levels: {
    municipalities: 'Gemeinden',
    districts: 'Stadtteile',
    clusters: 'zusammenhängende Zellen',
  } satisfies Record<GapLevel, string>,
  wholeCountry: 'in ganz Deutschland',
  inState: (name: string) => (name === 'Saarland' ? 'im Saarland' : `in ${name}`),
  below: (percent: number) => `${percent}${german.format.noBreak}% der Haushalte`,
  through: {
    ALL: 'über irgendeine Technik',
    WIRED: 'im Festnetz',
    FTTH_B: 'über Glasfaser',
    FTTH: 'über Glasfaser (FTTH)',
    FTTB: 'über Glasfaser (FTTB)',
    HFC: 'über Kabel',
    DSL: 'über Kupfer',
    FTTC: 'über Kupfer (FTTC)',
    WIRELESS: 'über Funk',
    LTE: 'über Funk (LTE)',
    UMTS: 'über Funk (UMTS)',
    WLAN: 'über Funk (WLAN)',
    WIMAX: 'über Funk (WiMAX)',
    PLC: 'über Stromleitung',
  } satisfies Record<Technology, string> as Record<Technology, string>,
  notSurveyed: (option: string) => `${option} – nicht erhoben`,
  leastHouseholds: (number: number) => (number === 0 ? 'in jeder Größe' : `ab ${dative(number)}`),
  list: 'Liste der Lücken',
  summary: (level: GapLevel, total: number, without: number | null) => {
    const names = {
      municipalities: total === 1 ? '1 Gemeinde' : `${count(total)} Gemeinden`,
      districts: total === 1 ? '1 Stadtteil' : `${count(total)} Stadtteile`,
      clusters: total === 1 ? '1 Lücke' : `${count(total)} Lücken`,
    };
    return without === null ? names[level] : `${names[level]}, ${households(without)}`;
  },
  householdsUnknown: 'Haushaltszahl in dieser Ausgabe nicht veröffentlicht, geordnet nach Anteil.',
  place: 'Gebiet',
  municipality: 'Gemeinde',
  without: 'Haushalte ohne',
  withoutIt: 'ohne',
  share: 'Anteil mit',
  number: 'Nr.',
  orderBy: 'Ordnen nach',
  orders: { households: 'Haushalten', share: 'Anteil' } satisfies Record<GapOrder, string>,
  households,
  cells: (number: number) => (number === 1 ? '1 Zelle' : `${count(number)} Zellen`),
  area: (km2: number) => `${german.format.decimal(km2)}${german.format.noBreak}km²`,
  directions: {
    NORTH: 'Nord',
    NORTH_EAST: 'Nordost',
    EAST: 'Ost',
    SOUTH_EAST: 'Südost',
    SOUTH: 'Süd',
    SOUTH_WEST: 'Südwest',
    WEST: 'West',
    NORTH_WEST: 'Nordwest',
    CENTRE: 'Mitte',
  } satisfies Record<Direction, string> as Record<Direction, string>,
  more: (shown: number, total: number) => `Mehr zeigen (${count(shown)} von ${count(total)})`,
  most: (shown: number, total: number) => `Die ersten ${count(shown)} von ${count(total)}; alle stehen in der Datei.`,
  apart: {
    title: 'Nicht mitgezählt:',
    notStated: (level: GapLevel, number: number) =>
      `${count(number)} ${{ municipalities: 'Gemeinden', districts: 'Stadtteile', clusters: 'Zellen' }[level]} ohne Angabe`,
    protectedCells: (level: GapLevel, number: number) =>
      level === 'clusters'
        ? `${count(number)} Zellen mit weniger als fünf Haushalten, zum Schutz nicht gezeigt`
        : `${count(number)} Stadtteile, zum Schutz nicht gezeigt`,
    uninhabited: (number: number) => `${count(number)} unbewohnte Gebiete`,
    smaller: (number: number, least: number) =>
      `${number === 1 ? '1 kleinere Lücke' : `${count(number)} kleinere Lücken`} unter ${dative(least)}`,
  },
  neighbours: 'Zellen gehören zusammen, wenn sie sich an einer Kante oder Ecke berühren.',
  empty: {
    title: 'Keine Lücke passt auf diese Frage.',
    smaller: (number: number) =>
      number === 1 ? 'Eine Lücke hat weniger Haushalte.' : `${count(number)} Lücken haben weniger Haushalte.`,
    showSmaller: 'Auch kleinere zeigen',
    raise: (percent: number) => `Weniger als ${percent}${german.format.noBreak}% zeigen`,
    faster: (mbits: SpeedClass) => `Nach ${german.speed(mbits)} fragen`,
    notSurveyed: 'Diese Technik wurde in dieser Klasse nicht erhoben.',
    anyMeans: 'Nach irgendeiner Technik fragen',
    slower: (mbits: SpeedClass) => `Nach ${german.speed(mbits)} fragen`,
    noCells: (place: string) => `Für ${place} gibt es keine Zellen.`,
    noCellsOfEdition: 'Zu dieser Ausgabe gibt es keine Zellen.',
    allMunicipalities: 'Gemeinden zeigen',
  },
  details: {
    label: 'Die gewählte Lücke',
    sentence: (without: number, all: number, thing: string) =>
      `Hier sind {{strong|etwa ${count(without)} von ${dative(all)}}} ohne ${thing}.`,
    shareSentence: (name: string, share: string, thing: string) =>
      `In ${name} haben {{strong|${share} der Haushalte}} ${thing}. Wie viele Haushalte das sind, ist nicht veröffentlicht.`,
    with: 'Anteil mit der Klasse',
    lives: 'Haushalte hier',
    size: 'Fläche',
    unknown: 'Unbekannt',
    protectedCells: (number: number) =>
      number === 1
        ? '1 Zelle zum Schutz nicht gezeigt, nicht mitgezählt'
        : `${count(number)} Zellen zum Schutz nicht gezeigt, nicht mitgezählt`,
    householdsUnknown: 'Haushaltszahl',
    source: 'Quelle',
    modelledSource: (iso: string) => `modelliert nach Breitbandatlas | Gigabit-Grundbuch, ${german.date(iso)}`,
    publishedSource: (iso: string) => `Breitbandatlas | Gigabit-Grundbuch, ${german.date(iso)}`,
    toPlace: (name: string) => `Zahlen zu ${name}`,
    toClusters: (name: string) => `Lücken in ${name}`,
    toDistrict: (name: string) => `Zahlen zum Stadtteil ${name}`,
    close: 'Auswahl aufheben',
    onCoverageMap: 'Auf der Karte der Versorgung',
    chosen: (number: number, name: string, figures: string) => `${number}. ${name}: ${figures}`,
  },
  legend: {
    title: (mbits: SpeedClass, through: string) => `Haushalte ab ${german.speed(mbits)} ${through}`,
    below: (percent: number) => `unter ${percent} %`,
    from: (percent: number) => `ab ${percent} %`,
    range: (from: number, to: number) => (to === 100 ? `${from} bis unter 100 %` : `${from} bis ${to - 1} %`),
    all: '100 %',
    noGap: 'keine Lücke',
  },
  map: {
    label: 'Karte der Lücken',
    show: 'Karte',
    hide: 'Liste',
    attribution: '© GeoBasis-DE / BKG · Zellen 100 m, modelliert',
    attributionMunicipalities: '© GeoBasis-DE / BKG · Breitbandatlas | Gigabit-Grundbuch',
    loading: 'Die Lücken werden gesucht. Sie sehen noch die vorigen.',
  },
  take: {
    label: 'Diese Liste mitnehmen',
    csv: 'CSV',
    excel: 'CSV für Excel',
    geojson: 'GeoJSON',
    gpkg: 'GeoPackage',
    print: 'Drucken',
  },
};

/** What every language has to have. */
export type GapWords = typeof gapsDe;
