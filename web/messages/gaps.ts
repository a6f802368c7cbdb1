/** Words of "Where are the gaps?". */
import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import type { GapLevel, GapOrder } from '../view.ts';
import * as german from './de-grammar.ts';
import * as english from './en-grammar.ts';

/** A control within the question; the rest is text. */
export type ControlName = 'level' | 'state' | 'below' | 'speed' | 'technology' | 'households' | 'edition';
export type QuestionPart = string | { control: ControlName };

type Direction =
  'NORTH' | 'NORTH_EAST' | 'EAST' | 'SOUTH_EAST' | 'SOUTH' | 'SOUTH_WEST' | 'WEST' | 'NORTH_WEST' | 'CENTRE';

const control = (name: ControlName): QuestionPart => ({ control: name });

const count = german.format.count;
const households = (number: number) => (number === 1 ? '1 Haushalt' : `${count(number)} Haushalte`);
const dative = (number: number) => (number === 1 ? '1 Haushalt' : `${count(number)} Haushalten`);

const de = {
  title: (place: string) => `Wo sind die Lücken in ${place}? – Breitblick`,
  heading: 'Wo sind die Lücken?',
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

const englishCount = english.format.count;
const englishHouseholds = (number: number) => (number === 1 ? '1 household' : `${englishCount(number)} households`);

const en: typeof de = {
  title: (place) => `Where are the gaps in ${place}? – Breitblick`,
  heading: 'Where are the gaps?',
  question: (level, place) => {
    const where = level === 'municipalities' ? [' ', control('state')] : [` in ${place}`];
    const least = level === 'municipalities' ? [] : [', ', control('households')];
    return [
      'Show ',
      control('level'),
      ...where,
      ' where fewer than ',
      control('below'),
      ' get at least ',
      control('speed'),
      ' ',
      control('technology'),
      ...least,
      ', as of ',
      control('edition'),
    ];
  },
  controls: {
    level: 'What is shown',
    state: 'In which Land',
    below: 'Share of households below which a gap begins',
    speed: 'Download speed',
    technology: 'Technology',
    households: 'Least number of households without it in a gap',
    edition: 'Edition',
  },
  levels: { municipalities: 'municipalities', districts: 'districts', clusters: 'clusters of cells' },
  wholeCountry: 'in all of Germany',
  inState: (name) => `in ${name}`,
  below: (percent) => `${percent}% of households`,
  through: {
    ALL: 'by any technology',
    WIRED: 'by wire',
    FTTH_B: 'by fibre',
    FTTH: 'by fibre (FTTH)',
    FTTB: 'by fibre (FTTB)',
    HFC: 'by cable',
    DSL: 'by copper',
    FTTC: 'by copper (FTTC)',
    WIRELESS: 'by radio',
    LTE: 'by radio (LTE)',
    UMTS: 'by radio (UMTS)',
    WLAN: 'by radio (WLAN)',
    WIMAX: 'by radio (WiMAX)',
    PLC: 'by power line',
  },
  notSurveyed: (option) => `${option} – not surveyed`,
  leastHouseholds: (number) => (number === 0 ? 'of any size' : `of ${englishHouseholds(number)} or more`),
  list: 'List of gaps',
  summary: (level, total, without) => {
    const names = {
      municipalities: total === 1 ? '1 municipality' : `${englishCount(total)} municipalities`,
      districts: total === 1 ? '1 district' : `${englishCount(total)} districts`,
      clusters: total === 1 ? '1 gap' : `${englishCount(total)} gaps`,
    };
    return without === null ? names[level] : `${names[level]}, ${englishHouseholds(without)}`;
  },
  householdsUnknown: 'Number of households not published in this edition, ordered by share.',
  place: 'Area',
  municipality: 'Municipality',
  without: 'Households without',
  withoutIt: 'without',
  share: 'Share with',
  number: 'No.',
  orderBy: 'Order by',
  orders: { households: 'households', share: 'share' },
  households: englishHouseholds,
  cells: (number) => (number === 1 ? '1 cell' : `${englishCount(number)} cells`),
  area: (km2) => `${english.format.decimal(km2)}${english.format.noBreak}km²`,
  directions: {
    NORTH: 'North',
    NORTH_EAST: 'North-East',
    EAST: 'East',
    SOUTH_EAST: 'South-East',
    SOUTH: 'South',
    SOUTH_WEST: 'South-West',
    WEST: 'West',
    NORTH_WEST: 'North-West',
    CENTRE: 'Centre',
  },
  more: (shown, total) => `Show more (${englishCount(shown)} of ${englishCount(total)})`,
  most: (shown, total) => `The first ${englishCount(shown)} of ${englishCount(total)}; all of them are in the file.`,
  apart: {
    title: 'Not counted:',
    notStated: (level, number) =>
      `${englishCount(number)} ${{ municipalities: 'municipalities', districts: 'districts', clusters: 'cells' }[level]} not stated`,
    protectedCells: (level, number) =>
      level === 'clusters'
        ? `${englishCount(number)} cells with fewer than five households, not shown for their protection`
        : `${englishCount(number)} districts, not shown for their protection`,
    uninhabited: (number) => `${englishCount(number)} uninhabited areas`,
    smaller: (number, least) =>
      `${number === 1 ? '1 smaller gap' : `${englishCount(number)} smaller gaps`} below ${englishHouseholds(least)}`,
  },
  neighbours: 'Cells belong together if they touch at an edge or at a corner.',
  empty: {
    title: 'No gap matches this question.',
    smaller: (number) =>
      number === 1 ? 'One gap has fewer households.' : `${englishCount(number)} gaps have fewer households.`,
    showSmaller: 'Show smaller ones too',
    raise: (percent) => `Show fewer than ${percent}%`,
    faster: (mbits) => `Ask for ${english.speed(mbits)}`,
    notSurveyed: 'This technology was not surveyed at this speed.',
    anyMeans: 'Ask for any technology',
    slower: (mbits) => `Ask for ${english.speed(mbits)}`,
    noCells: (place) => `There are no cells of ${place}.`,
    noCellsOfEdition: 'There are no cells for this edition.',
    allMunicipalities: 'Show municipalities',
  },
  details: {
    label: 'The chosen gap',
    sentence: (without, all, thing) =>
      `Here {{strong|about ${englishCount(without)} of ${englishHouseholds(all)}}} are without ${thing}.`,
    shareSentence: (name, share, thing) =>
      `In ${name}, {{strong|${share} of households}} have ${thing}. How many households these are is not published.`,
    with: 'Share with the class',
    lives: 'Households here',
    size: 'Area',
    unknown: 'Unknown',
    protectedCells: (number) =>
      number === 1
        ? '1 cell not shown for its protection, not counted'
        : `${englishCount(number)} cells not shown for their protection, not counted`,
    householdsUnknown: 'number of households',
    source: 'Source',
    modelledSource: (iso) => `modelled after Breitbandatlas | Gigabit-Grundbuch, ${english.date(iso)}`,
    publishedSource: (iso) => `Breitbandatlas | Gigabit-Grundbuch, ${english.date(iso)}`,
    toPlace: (name) => `Figures of ${name}`,
    toClusters: (name) => `Gaps in ${name}`,
    toDistrict: (name) => `Figures of the district ${name}`,
    close: 'Clear the choice',
    onCoverageMap: 'On the map of coverage',
    chosen: (number, name, figures) => `${number}. ${name}: ${figures}`,
  },
  legend: {
    title: (mbits, through) => `Households from ${english.speed(mbits)} ${through}`,
    below: (percent) => `under ${percent}%`,
    from: (percent) => `from ${percent}%`,
    range: (from, to) => (to === 100 ? `${from} to under 100%` : `${from} to ${to - 1}%`),
    all: '100%',
    noGap: 'no gap',
  },
  map: {
    label: 'Map of gaps',
    show: 'Map',
    hide: 'List',
    attribution: '© GeoBasis-DE / BKG · 100 m cells, modelled',
    attributionMunicipalities: '© GeoBasis-DE / BKG · Breitbandatlas | Gigabit-Grundbuch',
    loading: 'Looking for gaps. You still see the previous ones.',
  },
  take: {
    label: 'Take this list along',
    csv: 'CSV',
    excel: 'CSV for Excel',
    geojson: 'GeoJSON',
    gpkg: 'GeoPackage',
    print: 'Print',
  },
};

export const gapWords = { de, en };
