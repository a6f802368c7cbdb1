/**
 * What is known about Landau in der Pfalz, and from where: the ground that the modelled editions stand on.
 * Nothing here is modelled; `tests/geodata/landau/facts.test.ts` holds the figures against the shipped files.
 */
import type { Figure } from '../technologies.ts';

/** Municipality key of Landau in der Pfalz. */
export const landauAgs = '07313000';

/** Inhabitants of the city, rounded. Source: the city's own statement, "about 47,000". */
export const landauInhabitants = 47_000;

/** A part of the city with its middle in degrees (EPSG:4326), about, and its inhabitants, rounded to hundreds. */
export interface DistrictFact {
  name: string;
  longitude: number;
  latitude: number;
  inhabitants: number;
}

/** The core town (with Wollmesheimer Höhe, Süd, West, Nord) and the eight villages. Source: the city, all about. */
export const landauDistricts: readonly DistrictFact[] = [
  { name: 'Kernstadt', longitude: 8.117, latitude: 49.198, inhabitants: 33_000 },
  { name: 'Arzheim', longitude: 8.08, latitude: 49.189, inhabitants: 1_600 },
  { name: 'Dammheim', longitude: 8.146, latitude: 49.221, inhabitants: 1_000 },
  { name: 'Godramstein', longitude: 8.078, latitude: 49.215, inhabitants: 2_800 },
  { name: 'Mörlheim', longitude: 8.169, latitude: 49.203, inhabitants: 1_000 },
  { name: 'Mörzheim', longitude: 8.077, latitude: 49.164, inhabitants: 1_100 },
  { name: 'Nußdorf', longitude: 8.104, latitude: 49.227, inhabitants: 1_600 },
  { name: 'Queichheim', longitude: 8.139, latitude: 49.201, inhabitants: 3_300 },
  { name: 'Wollmesheim', longitude: 8.089, latitude: 49.177, inhabitants: 800 },
];

/** The forest that the city owns some ten kilometres to the north-west, near 7.93° E, 49.28° N. */
export const exclaveName = 'Taubensuhl (Waldexklave)';

/** Figures of Landau that one edition of the atlas publishes. */
export interface PublishedCoverage {
  /** ISO date that the figures hold for. */
  referenceDate: string;
  /** % of households. A figure that is not here was not published. */
  shares: Partial<Record<Figure, number>>;
}

/**
 * Landau in the Breitbandatlas, the figures of 16 Mbit/s and more by all technologies and by wired ones.
 * The two editions of 2018 are rounded to whole percent by their publisher.
 * Source: Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de).
 */
export const publishedCoverage: readonly PublishedCoverage[] = [
  {
    referenceDate: '2018-06-30',
    shares: {
      ...ladder('ALL', { 16: 99, 30: 98, 50: 97 }),
      ...ladder('HFC', { 16: 81, 30: 81, 50: 81 }),
      ...ladder('FTTH_B', { 16: 1, 30: 1, 50: 1 }),
      ...ladder('DSL', { 16: 97, 30: 90, 50: 83 }),
    },
  },
  {
    referenceDate: '2018-12-31',
    shares: {
      ...ladder('ALL', { 16: 99, 30: 98, 50: 97, 100: 80, 200: 80, 400: 63, 1000: 1 }),
      ...ladder('WIRED', { 16: 99, 30: 98, 50: 97, 100: 80, 200: 80, 400: 63, 1000: 1 }),
      ...ladder('HFC', { 16: 81, 30: 81, 50: 81, 100: 79, 200: 79, 400: 63, 1000: 0 }),
      ...ladder('FTTH_B', { 100: 1, 200: 1, 400: 1, 1000: 1 }),
      ...ladder('DSL', { 16: 97, 30: 90, 50: 83, 100: 7, 200: 7 }),
    },
  },
  {
    referenceDate: '2019-12-31',
    shares: {
      ...ladder('ALL', { 16: 99, 30: 98.25, 50: 98.1, 100: 90.8, 200: 86.64, 400: 78.36, 1000: 69.23 }),
      ...ladder('HFC', { 1000: 68.92 }),
      ...ladder('FTTH_B', { 1000: 1.53 }),
    },
  },
  {
    referenceDate: '2020-12-31',
    shares: {
      ...ladder('ALL', { 16: 99.53, 30: 99.17, 50: 98.96, 100: 91.59, 200: 87.51, 400: 81.78, 1000: 79.84 }),
      ...ladder('HFC', { 1000: 79.46 }),
      ...ladder('FTTH_B', { 1000: 1.87 }),
    },
  },
  {
    referenceDate: '2021-06-30',
    shares: {
      ...ladder('ALL', { 16: 99.59, 30: 99.26, 50: 99.03, 100: 91.88, 200: 88.75, 400: 82.49, 1000: 80.97 }),
      ...ladder('WIRED', { 16: 99.55, 30: 99.25, 50: 99.03, 100: 91.88, 200: 88.75, 400: 82.49, 1000: 80.97 }),
      ...ladder('HFC', { 16: 83.16, 30: 83.16, 50: 83.16, 100: 83.16, 200: 83.12, 400: 82.21, 1000: 80.67 }),
      ...ladder('FTTH_B', { 100: 1.9, 200: 1.9, 400: 1.9, 1000: 1.9 }),
      ...ladder('DSL', { 16: 98.35, 30: 97.79, 50: 97.27, 100: 86.28, 200: 64.73 }),
    },
  },
];

/** Shares of one technology by speed class, as figures. */
function ladder(
  technology: 'ALL' | 'WIRED' | 'HFC' | 'FTTH_B' | 'DSL',
  byClass: Partial<Record<16 | 30 | 50 | 100 | 200 | 400 | 1000, number>>,
): Partial<Record<Figure, number>> {
  return Object.fromEntries(Object.entries(byClass).map(([mbits, share]) => [`${technology}_${mbits}`, share]));
}
