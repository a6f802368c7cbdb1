/** Blank form of the table that says which stations a town has and which devices are heard there. */
import { examplesOf, exampleNote, type Template } from '../construction/template.ts';
import { uplinkFormats } from '../formats/uplinks/formats.ts';
import { deviceProfiles } from './profiles.ts';
import { observedProperties } from './properties.ts';
import { themes } from './themes.ts';

const columns = [
  'beispiel',
  'ags',
  'kennung',
  'messstelle',
  'thema',
  'lat',
  'lon',
  'messgroesse',
  'protokoll',
  'geraet',
  'feld',
  'profil',
  'takt_minuten',
  'zaehlerstand',
  'von',
  'bis',
  'plaetze',
] as const;

const soil = {
  ...{ beispiel: 'x', ags: '07313000', kennung: 'baum-17', messstelle: 'Kastanie am Nordring', thema: 'soil' },
  ...{ lat: '49.2021', lon: '8.1189', protokoll: 'ttn', profil: 'dragino-lse01', takt_minuten: '20' },
};

export const deviceTemplate: Template = {
  name: 'devices',
  columns,
  examples: examplesOf(columns, [
    { ...soil, messgroesse: 'soil_moisture', geraet: 'A8404100000017AB', bis: '12.05.2026' },
    { ...soil, messgroesse: 'soil_moisture', geraet: 'A8404100000099CD', von: '12.05.2026' },
    {
      ...{ beispiel: 'x', ags: '07313000', messstelle: 'Tiefgarage Markt', thema: 'parking', lat: '49.1985' },
      ...{ lon: '8.1178', messgroesse: 'parking_free', protokoll: 'csv', geraet: 'tg-markt', feld: 'frei' },
      ...{ takt_minuten: '5', plaetze: '210' },
    },
  ]),
  notes: [
    ['beispiel', exampleNote],
    ['ags', 'Amtlicher Gemeindeschlüssel, acht Ziffern. Leer, wenn er beim Import angegeben wird (--ags).'],
    ['kennung', 'Bleibt immer gleich, auch wenn sich der Name ändert. Ohne sie gilt der Name der Messstelle.'],
    ['messstelle', 'Wie man sie vor Ort nennt. Jede Messgröße hat eine eigene Zeile.'],
    ['thema', themes.map(({ id, name }) => `${id} (${name.de})`).join(', ')],
    ['lat, lon', 'Breite und Länge in Grad, oder „ostwert“ und „nordwert“ in Metern (ETRS89/UTM 32).'],
    ['messgroesse', observedProperties.map(({ id, name }) => `${id} (${name.de})`).join(', ')],
    ['protokoll', `Wie das Gerät gehört wird: ${uplinkFormats.join(', ')}`],
    [
      'geraet',
      'So heißt es in den Nachrichten: die DevEUI, ohne sie „Anwendung/Gerät“ (ttn); die Nummer des Sensors oder „esp8266-…“ (sensor-community); die Kennung der Entität (ngsi-ld); der Name in der Datei (csv).',
    ],
    ['feld', 'Name des Werts in der Nachricht. Leer, wenn das Profil ihn kennt oder er wie die Messgröße heißt.'],
    ['profil', deviceProfiles.map(({ id, name }) => `${id} (${name})`).join('; ')],
    ['takt_minuten', 'So oft kommt ein Wert. Leer heißt unregelmäßig.'],
    ['zaehlerstand', 'Ein x heißt: Das Gerät sendet den Stand eines Zählers. Gezeigt wird, was dazukam.'],
    ['von, bis', 'Von diesem Tag an und bis zu diesem Tag (ohne ihn) misst das Gerät. Leer heißt immer.'],
    ['plaetze', 'Stellplätze oder Ladepunkte insgesamt.'],
  ],
  choices: {
    thema: themes.map(({ id }) => id),
    messgroesse: observedProperties.map(({ id }) => id),
    protokoll: [...uplinkFormats],
    profil: deviceProfiles.map(({ id }) => id),
  },
};
