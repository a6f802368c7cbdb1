import type { RolloutLayer } from '../view.ts';
import { format as german } from './de-grammar.ts';
import { format as english } from './en-grammar.ts';

const de = {
  label: 'Karte des Ausbaus',
  skip: 'Karte überspringen: dieselben Angaben als Tabelle',
  layers: 'Auf der Karte',
  layer: {
    areas: 'Gebiete',
    trenches: 'Trassen',
    points: 'Verteiler',
    addresses: 'Häuser',
  } satisfies Record<RolloutLayer, string> as Record<RolloutLayer, string>,
  legend: 'Zeichen',
  classes: {
    demand: 'Nachfrage',
    planned: 'geplant',
    civil_works: 'Tiefbau',
    cable_laid: 'Glasfaser in der Straße',
    house_connection: 'Hausanschluss',
    active: 'aktiv',
  },
  unknown: 'keine Angabe',
  underWay: 'läuft noch',
  missed: 'verfehlt',
  modelled: 'Trassen, Häuser und Grenzen der Gebiete sind modelliert.',
  shapes: 'Rund ist ein Haus, eckig ein Verteiler, eine Linie eine Trasse.',
  day: 'Tag auf der Karte',
  standing: (stage: string, said: string) => `${stage}: ${said}`,
  nothing: 'Dazu liegt keine Auskunft vor.',
  address: 'Haus',
  trench: (metres: number) => `Trasse, ${german.count(metres)}${german.noBreak}m`,
  points: {
    main_distributor: 'Hauptverteiler',
    distributor: 'Verteiler',
    manhole: 'Schacht',
    other: 'Punkt des Netzes',
  },
  asOf: (day: string) => `Stand ${day}`,
  chooseAddress: 'Klick zeigt die Stationen dieses Hauses',
  chooseArea: 'Klick zeigt alles über dieses Gebiet',
  isModelled: 'modelliert',
  still: 'Sie sehen ein Bild der Gebiete.',
  attribution: 'Grenzen © GeoBasis-DE / BKG (2021), vereinfacht · Ausbau: wie angegeben, teils modelliert',
  nowhere: 'Hier ist kein Ausbau eingetragen.',
};

type RolloutMapWords = typeof de;

const en: RolloutMapWords = {
  label: 'Map of the rollout',
  skip: 'Skip the map: the same as a table',
  layers: 'On the map',
  layer: { areas: 'areas', trenches: 'trenches', points: 'distributors', addresses: 'houses' },
  legend: 'Signs',
  classes: {
    demand: 'demand',
    planned: 'planned',
    civil_works: 'civil works',
    cable_laid: 'fibre in the street',
    house_connection: 'house connection',
    active: 'active',
  },
  unknown: 'not stated',
  underWay: 'still under way',
  missed: 'missed',
  modelled: 'Trenches, houses and the boundaries of areas are modelled.',
  shapes: 'Round is a house, square a distributor, a line is a trench.',
  day: 'Day on the map',
  standing: (stage, said) => `${stage}: ${said}`,
  nothing: 'Nobody has said anything about this.',
  address: 'House',
  trench: (metres) => `Trench, ${english.count(metres)}${english.noBreak}m`,
  points: {
    main_distributor: 'Main distributor',
    distributor: 'Distributor',
    manhole: 'Manhole',
    other: 'Network point',
  },
  asOf: (day) => `As of ${day}`,
  chooseAddress: 'a click shows the stations of this house',
  chooseArea: 'a click shows all about this area',
  isModelled: 'modelled',
  still: 'You see a picture of the areas.',
  attribution: 'Boundaries © GeoBasis-DE / BKG (2021), simplified · rollout: as stated, in part modelled',
  nowhere: 'No rollout is recorded here.',
};

/** Words of the rollout's map, which comes after the page. */
export const rolloutMapWords = { de, en };
