import { type StateCode, states } from '../../geodata/states.ts';
import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import { familyOf } from '../families.ts';
import type { CompareList, CompareMode, PlaceKind } from '../view.ts';
import { accessTo, date, format, peers, speed, technology } from './de-grammar.ts';

const nb = format.noBreak;
const toneOf = (of: Technology) => (familyOf(of) === 'all' ? 'strong' : familyOf(of));
const inName = (name: string) => `In ${name}`;
const municipalities = (count: number) => (count === 1 ? '1 Gemeinde' : `${format.count(count)} Gemeinden`);

/** A difference as sentences say it: "+1,9 Punkte". */
function points(difference: number): string {
  const text = format.points(difference);
  return `${text}${nb}${text.slice(1) === '1' ? 'Punkt' : 'Punkte'}`;
}

const kinds: Record<PlaceKind, string> = {
  all: 'alle Gemeinden',
  independent: 'kreisfreie Städte',
  town: 'Städte in einem Kreis',
  municipality: 'Gemeinden ohne Stadtrecht',
};

export const compareDe = {
  title: 'Vergleich',
  modesLabel: 'Was verglichen wird',
  modes: {
    difference: 'Differenz',
    swipe: 'Wischen',
    places: 'Orte',
    spread: 'Verteilung',
    lists: 'Listen',
  } satisfies Record<CompareMode, string>,
  points,
  pointsUnit: 'Prozentpunkte',
  from: 'Von',
  to: 'Bis',
  editions: 'Ausgaben',
  edition: 'Ausgabe',
  part: (name: string) => `${name}, nur ein Teil`,
  unknownEdition: (id: string) => `Die Ausgabe „${id}“ aus dem Link gibt es hier nicht. Sie sehen eine andere.`,
  oneEdition: 'Zum Vergleichen braucht es zwei Ausgaben; hier ist erst eine.',
  same: (iso: string) => `Beide Seiten zeigen ${date(iso)}. Wählen Sie zwei verschiedene Ausgaben.`,
  other: 'Eine andere dazu nehmen',
  loading: (what: string) => `${what} wird gerechnet. Sie sehen noch den Vergleich davor.`,
  failed: 'Der Vergleich konnte nicht geladen werden.',
  /** What is compared, for progress and titles. */
  pair: (earlier: string, later: string) => `${date(earlier)} bis ${date(later)}`,
  change: {
    sentence(
      name: string,
      of: Technology,
      mbits: SpeedClass,
      from: { date: string; percent: number },
      to: { date: string; percent: number },
      difference: number,
    ): string {
      const tone = toneOf(of);
      const thing = `der Anteil der Haushalte mit Zugang zu ${accessTo(of, mbits)}`;
      if (difference === 0)
        return `${inName(name)} blieb ${thing} von ${date(from.date)} bis ${date(to.date)} {{${tone}|bei ${format.share(to.percent)}}}.`;
      const verb = difference > 0 ? 'stieg' : 'sank';
      return `${inName(name)} ${verb} ${thing} von ${format.share(from.percent)} ${date(from.date)} auf {{${tone}|${format.share(to.percent)}}} ${date(to.date)}, {{strong|${points(difference)}}}.`;
    },
    unknown: (name: string, of: Technology, mbits: SpeedClass, missing: readonly string[]) =>
      `Für ${name} gibt es zu ${accessTo(of, mbits)} {{strong|keine Differenz}}: ${missing.map((iso) => date(iso)).join(' und ')} keine Angabe.`,
    uninhabited: (name: string) => `${name} ist {{strong|unbewohnt}}. Dort gibt es nichts zu vergleichen.`,
    stand: (earlier: string, later: string) => `Von ${date(earlier)} bis ${date(later)}`,
    country: 'In Deutschland',
    rose: 'gestiegen',
    fell: 'gesunken',
    kept: 'gleich geblieben',
    missing: 'keine Angabe in einer der Ausgaben',
    countrySummary: (rose: number, kept: number, fell: number, median: number | null) =>
      `Der Anteil stieg in ${municipalities(rose)}, blieb in ${format.count(kept)} gleich und sank in ${format.count(fell)}.` +
      (median === null ? '' : ` Mittlere Gemeinde (Median): ${points(median)}.`),
    median: (difference: number) => `Mittlere Gemeinde (Median): ${points(difference)}.`,
    onlyIn: (earlier: string, later: string, onlyEarlier: number, onlyLater: number) => {
      const parts = [
        ...(onlyEarlier > 0 ? [`${municipalities(onlyEarlier)} nur ${date(earlier)}`] : []),
        ...(onlyLater > 0 ? [`${municipalities(onlyLater)} nur ${date(later)}`] : []),
      ];
      return parts.length === 0
        ? 'Beide Ausgaben kennen dieselben Gemeindeschlüssel.'
        : `Schlüssel, die nur eine Ausgabe kennt (Gebietsreformen): ${parts.join(', ')}. Sie haben keine Differenz.`;
    },
    mostRisen: 'Am meisten gestiegen',
    mostFallen: 'Am meisten gesunken',
    all: 'Ganze Liste',
    table: 'Klassen als Tabelle',
    count: 'Gemeinden',
    share: 'Anteil',
    computed: 'Differenz berechnet, in Prozentpunkten.',
  },
  refused: {
    title: (earlier: string, later: string, of: Technology, mbits: SpeedClass) =>
      `${date(earlier)} und ${date(later)} lassen sich bei ${technology[of].long} ab ${speed(mbits)} nicht vergleichen.`,
    METHOD: 'Dazwischen hat sich die Erhebung geändert. Ihre Differenz wäre kein Fortschritt.',
    KEYS: 'Dazwischen hat sich der Gebietsstand geändert. Die Zahlen gelten nicht für dieselben Orte.',
    CLASSES: (dates: readonly string[], mbits: SpeedClass) =>
      `Die Klasse ab ${speed(mbits)} wurde ${dates.map((iso) => date(iso)).join(' und ')} für diese Technik nicht erhoben.`,
    take: (earlier: string, later: string) => `${date(earlier)} bis ${date(later)} nehmen`,
    takeSpeed: (earlier: string, later: string, mbits: SpeedClass) =>
      `Ab ${speed(mbits)}, ${date(earlier)} bis ${date(later)}`,
    look: 'Beide Karten ansehen',
    none: 'Für diese Technik und Klasse gibt es keine zwei Ausgaben, die sich vergleichen lassen.',
    short: 'nicht vergleichbar',
  },
  legend: {
    title: (of: Technology, mbits: SpeedClass) => `${technology[of].long} ab ${speed(mbits)}`,
    unit: 'Differenz in Prozentpunkten. Balken: Gemeinden',
    worse: 'weniger',
    better: 'mehr',
    range: (lower: number | undefined, upper: number | undefined): string =>
      lower === undefined
        ? `${upper ?? 0} Punkte oder weniger`.replace('-', '−')
        : upper === undefined
          ? `+${lower} Punkte oder mehr`
          : lower < 0 && upper > 0
            ? `unter ${upper} Punkt Unterschied`
            : lower < 0
              ? `−${-lower} bis −${-upper} Punkte`
              : `+${lower} bis +${upper} Punkte`,
    here: (name: string) => `${name} liegt in dieser Klasse`,
    missing: 'keine Angabe',
    dashes: 'weniger',
    text: (dark: boolean): string =>
      dark ? 'Blau ist mehr, Orange weniger, dunkel gleich.' : 'Blau ist mehr, Orange weniger, hell gleich.',
  },
  map: {
    label: (earlier: string, later: string) => `Karte der Differenz, ${date(earlier)} bis ${date(later)}`,
    half: (iso: string) => `Karte der Versorgung, ${date(iso)}`,
    shares: (from: string, to: string) => `${from} → ${to}`,
    noDifference: 'keine Differenz',
    missingIn: (iso: string) => `${date(iso)}: keine Angabe`,
  },
  swipe: {
    sentence: (
      name: string,
      of: Technology,
      mbits: SpeedClass,
      from: { date: string; text: string },
      to: { date: string; text: string },
    ) =>
      `${inName(name)} hatten ${date(from.date)} ${from.text} und ${date(to.date)} {{${toneOf(of)}|${to.text} der Haushalte Zugang zu ${accessTo(of, mbits)}}}.`,
    missing: (name: string, of: Technology, mbits: SpeedClass, from: string, to: string) =>
      `${name}, ${accessTo(of, mbits)}: ${from}; {{strong|${to}}}.`,
    reading: (iso: string, text: string) => `${date(iso)} ${text}`,
    help: 'Ziehen Sie die Trennlinie, oder bewegen Sie sie mit den Pfeiltasten. Beide Karten gehen immer zusammen.',
    handle: 'Trennlinie zwischen den Karten',
    value: (percent: number, earlier: string, later: string) =>
      `links ${percent}${nb}% ${date(earlier)}, rechts ${100 - percent}${nb}% ${date(later)}`,
    acrossBreak: 'Zwischen den beiden liegt ein Bruch.',
    acrossBreakText: 'Ansehen geht, abziehen nicht: Was sich auf der Karte ändert, muss kein Fortschritt sein.',
    notSurveyed: (iso: string) => `${date(iso)} wurde diese Klasse nicht erhoben; die Karte ist dort schraffiert.`,
  },
  places: {
    sentence: (of: Technology, mbits: SpeedClass, best: string, bestShare: string, last: string, lastShare: string) =>
      `Von diesen Orten hat {{strong|${best}}} am meisten Haushalte mit Zugang zu ${accessTo(of, mbits)}, {{${toneOf(of)}|${bestShare}}}, {{strong|${last}}} am wenigsten, {{${toneOf(of)}|${lastShare}}}.`,
    equal: (of: Technology, mbits: SpeedClass, share: string) =>
      `Alle diese Orte haben gleich viele Haushalte mit Zugang zu ${accessTo(of, mbits)}: {{${toneOf(of)}|${share}}}.`,
    alone: (name: string) => `Noch steht {{strong|${name}}} allein hier. Fügen Sie einen zweiten Ort hinzu.`,
    unknown: (of: Technology, mbits: SpeedClass) =>
      `Für diese Orte gibt es zu ${accessTo(of, mbits)} {{strong|keine Angabe}}, die sich vergleichen ließe.`,
    add: 'Ort hinzufügen',
    addLabel: 'Ort zum Vergleich hinzufügen',
    full: 'Vier Orte stehen nebeneinander; mehr passt nicht. Entfernen Sie einen, um einen anderen zu nehmen.',
    suggest: 'Vorschläge',
    remove: (name: string) => `${name} entfernen`,
    removed: (name: string) => `${name} entfernt`,
    added: (name: string) => `${name} hinzugefügt`,
    notFound: (ags: string) => `Den Ort mit dem Schlüssel ${ags} gibt es hier nicht.`,
    figures: 'Alle Klassen',
    figuresUnit: 'Anteil der Haushalte',
    rank: 'Rang',
    rankIn: {
      country: 'Deutschland',
      state: (code: StateCode): string => states[code],
      kind: (independent: boolean, designation: string) => `unter ${peers(independent, designation)} des Landes`,
    },
    circles: { ofKind: 'gleiche Art im Land', inState: 'Gemeinden im Land', inCountry: 'Gemeinden in Deutschland' },
    rankValue: (rank: number, of: number) => `${format.count(rank)} von ${format.count(of)}`,
    rankNone: 'ohne Angabe kein Rang',
    table: 'Dieselben Zahlen als Tabelle',
    caption: (iso: string) => `Anteil der Haushalte, Stand ${date(iso)}. Eine Spalte je Ort.`,
    row: (of: string, mbits: SpeedClass) => `${of} ab ${speed(mbits)}`,
    figure: 'Zahl',
    list: 'Orte im Vergleich',
    historyOf: (iso: string) => `Alle Techniken, ${date(iso)}`,
    notKnown: 'diese Ausgabe kennt den Ort nicht',
  },
  spread: {
    sentence: (
      name: string,
      share: string,
      of: Technology,
      mbits: SpeedClass,
      where: string,
      above: string,
      below: string,
    ) =>
      `${inName(name)} haben {{${toneOf(of)}|${share} der Haushalte Zugang zu ${accessTo(of, mbits)}}}. ${where} haben {{strong|${below}}} der Gemeinden weniger und {{strong|${above}}} mehr.`,
    unknown: (name: string, of: Technology, mbits: SpeedClass) =>
      `Für ${name} gibt es zu ${accessTo(of, mbits)} {{strong|keine Angabe}}. Die anderen Gemeinden verteilen sich so.`,
    country: 'In Deutschland',
    state: (code: StateCode) => `In ${code === '10' ? 'dem Saarland' : states[code]}`.replace('In dem', 'Im'),
    scope: 'Welche Gemeinden',
    scopes: { country: 'Deutschland' },
    quantiles: (quarter: string, half: string, threeQuarters: string) =>
      `Ein Viertel der Gemeinden hat höchstens ${quarter}, die Hälfte höchstens ${half}, drei Viertel höchstens ${threeQuarters}.`,
    counts: (stated: number, missing: number) =>
      `${municipalities(stated)} mit Angabe; ${format.count(missing)} ohne Angabe sind nicht dabei. Unbewohnte Gebiete zählen nicht.`,
    axis: 'Anteil der Haushalte in %',
    heights: 'Höhe: Zahl der Gemeinden, als Wurzel, damit auch wenige zu sehen sind',
    quarter: 'Viertel',
    half: 'Hälfte',
    threeQuarters: 'drei Viertel',
    chart: (name: string, where: string) => `Verteilung der Gemeinden, ${where}, mit ${name}`,
    table: 'Verteilung als Tabelle',
    range: (from: number, to: number): string =>
      from === 0 && to === 0
        ? '0 %'
        : to === 100
          ? `${from} bis 100 %`
          : `${from === 0 ? 'über 0' : from} bis unter ${to} %`,
    share: 'Anteil',
    count: 'Gemeinden',
    own: 'darunter',
    empty: 'In dieser Ausgabe hat hier keine Gemeinde eine Angabe.',
  },
  lists: {
    label: 'Welche Liste',
    names: { best: 'Beste', worst: 'Schwächste', rose: 'Gestiegen', fell: 'Gesunken' } satisfies Record<
      CompareList,
      string
    >,
    kindLabel: 'Art',
    kinds,
    stateLabel: 'Land',
    allStates: 'Deutschland',
    where: (code: StateCode | undefined, kind: PlaceKind) =>
      `${code === undefined ? 'Deutschland' : states[code]}${kind === 'all' ? '' : `, ${kinds[kind]}`}`,
    best: (of: Technology, mbits: SpeedClass, name: string, share: string, shared: number) =>
      shared > 1
        ? `{{strong|${municipalities(shared)}}} teilen sich den ersten Platz: {{${toneOf(of)}|${share} der Haushalte haben dort Zugang zu ${accessTo(of, mbits)}}}.`
        : `Vorn liegt {{strong|${name}}}: {{${toneOf(of)}|${share} der Haushalte haben dort Zugang zu ${accessTo(of, mbits)}}}.`,
    worst: (of: Technology, mbits: SpeedClass, name: string, share: string, shared: number) =>
      shared > 1
        ? `{{strong|${municipalities(shared)}}} teilen sich den letzten Platz: {{${toneOf(of)}|${share} der Haushalte haben dort Zugang zu ${accessTo(of, mbits)}}}.`
        : `Hinten liegt {{strong|${name}}}: {{${toneOf(of)}|${share} der Haushalte haben dort Zugang zu ${accessTo(of, mbits)}}}.`,
    rose: (of: Technology, mbits: SpeedClass, name: string, difference: number, shared: number) =>
      shared > 1
        ? `Am meisten stieg der Anteil mit Zugang zu ${accessTo(of, mbits)} in {{strong|${municipalities(shared)}}} zugleich: {{${toneOf(of)}|${points(difference)}}}.`
        : `Am meisten stieg der Anteil mit Zugang zu ${accessTo(of, mbits)} in {{strong|${name}}}: {{${toneOf(of)}|${points(difference)}}}.`,
    fell: (of: Technology, mbits: SpeedClass, name: string, difference: number, shared: number) =>
      shared > 1
        ? `Am meisten sank der Anteil mit Zugang zu ${accessTo(of, mbits)} in {{strong|${municipalities(shared)}}} zugleich: {{${toneOf(of)}|${points(difference)}}}.`
        : `Am meisten sank der Anteil mit Zugang zu ${accessTo(of, mbits)} in {{strong|${name}}}: {{${toneOf(of)}|${points(difference)}}}.`,
    noRise: 'Nirgends ist der Anteil gestiegen.',
    noFall: 'Nirgends ist der Anteil gesunken.',
    caption: (where: string, total: number, missing: number) =>
      `${where}: ${municipalities(total)} mit Angabe, ${format.count(missing)} ohne Angabe nicht gereiht. Gleiche Werte teilen sich einen Platz.`,
    rank: 'Platz',
    tied: (shared: number) => `mit ${format.count(shared - 1)} ${shared === 2 ? 'anderen' : 'anderen'}`,
    place: 'Gemeinde',
    land: 'Land',
    share: 'Anteil',
    difference: 'Differenz',
    empty: 'Keine Gemeinde passt auf diese Auswahl.',
    reset: 'Ganz Deutschland zeigen',
    range: (first: number, last: number, of: number) =>
      `${format.count(first)} bis ${format.count(last)} von ${format.count(of)}`,
    pages: 'Seiten der Liste',
    toFirst: 'Zum Anfang der Liste',
    previous: 'Vorige',
    next: 'Nächste',
    loading: 'Die Liste wird geladen.',
  },
};

export type CompareWords = typeof compareDe;
