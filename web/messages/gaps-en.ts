import * as english from './en-grammar.ts';
import type { GapWords } from './gaps-de.ts';
import { control } from './gap-question.ts';

const englishCount = english.format.count;
const englishHouseholds = (number: number) => (number === 1 ? '1 household' : `${englishCount(number)} households`);

export const gapsEn: GapWords = {
  heading: 'Where are the gaps?',
  change: 'Change the question',
  done: 'Done',
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
