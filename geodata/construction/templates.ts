/** Blank forms of the tables that planners and operators fill in: a head, an example a case, and what may be written. */
import { progressNames, stageNames } from './stage-names.ts';

export interface Template {
  name: 'stage-events' | 'addresses';
  columns: readonly string[];
  /** Rows that show how; the first column marks them, so that none is taken for real. */
  examples: readonly (readonly string[])[];
  /** What each column means and may hold. */
  notes: readonly (readonly [column: string, meaning: string])[];
  /** What is offered in a column. */
  choices: Readonly<Record<string, readonly string[]>>;
}

const dates =
  'So genau wie bekannt: 15.03.2026, 2026-03-15, 2026-03, März 2026, Q2 2026, Ende Q2 2026, Frühjahr 2026, Winter 2025/26, bis 30.06.2026, März bis Mai 2026.';
const example = 'Ein x heißt: Die Zeile ist ein Beispiel und wird nicht gelesen. Leer lassen.';
const stages = stageNames.map(({ de }) => de);
const progresses = progressNames.map(({ de }) => de.replace(/^.*, /, '').replace(' läuft', ''));

const stageColumns = [
  'beispiel',
  'ags',
  'gebiet',
  'art',
  'kennung',
  'strasse',
  'hnr',
  'plz',
  'stufe',
  'fortschritt',
  'von',
  'bis',
  'anteil',
  'anteil_von',
  'sicherheit',
  'quote',
  'erwartet',
  'angekuendigt_am',
  'bemerkung',
  'quelle',
  'stand',
] as const;

const addressColumns = [
  'beispiel',
  'strasse',
  'hnr',
  'hnr_zusatz',
  'plz',
  'ort',
  'ortsteil',
  'ags',
  'lat',
  'lon',
  'wohneinheiten',
  'status',
  'datum',
] as const;

/** A row is written by what it says; what it leaves out is empty. */
function examplesOf<Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, string>>[],
): string[][] {
  return rows.map((row) => columns.map((column) => row[column] ?? ''));
}

export const templates: readonly Template[] = [
  {
    name: 'stage-events',
    columns: stageColumns,
    examples: examplesOf(stageColumns, [
      {
        beispiel: 'x',
        ags: '07313000',
        gebiet: 'Arzheim',
        stufe: 'Tiefbau',
        fortschritt: 'erledigt',
        von: 'März 2026',
        quelle: 'Bauleitung',
      },
      {
        beispiel: 'x',
        ags: '07313000',
        gebiet: 'Mörzheim',
        stufe: 'Aktiv',
        fortschritt: 'läuft',
        anteil: 'rund 90 %',
        anteil_von: 'Anschlüsse',
        sicherheit: 'etwa',
        erwartet: 'Ende Q4 2026',
      },
      {
        beispiel: 'x',
        strasse: 'Nußdorfer Hauptstraße',
        hnr: '12',
        plz: '76829',
        stufe: 'Hausanschluss',
        fortschritt: 'erledigt',
        von: '15.03.2026',
      },
      {
        beispiel: 'x',
        ags: '07313000',
        art: 'Gebiet',
        kennung: 'queichheim',
        stufe: 'Planung',
        fortschritt: 'läuft',
        von: 'bis 28.02.2026',
      },
      {
        beispiel: 'x',
        ags: '07313000',
        gebiet: 'Dammheim',
        stufe: 'Projekt',
        erwartet: 'Frühjahr 2027',
        angekuendigt_am: '20.03.2026',
      },
    ]),
    notes: [
      ['beispiel', example],
      ['ags', 'Gemeindeschlüssel, acht Ziffern. Darf bei Adressen fehlen.'],
      ['gebiet', 'Name eines Ausbaugebiets oder Ortsteils. Ein Ortsteil heißt: alle seine Gebiete.'],
      ['art', 'Gebiet, Trasse, Netzpunkt oder Adresse; gehört zu „kennung“.'],
      ['kennung', 'Kennung von Gebiet, Trasse oder Netzpunkt.'],
      ['strasse, hnr, plz', 'Eine Adresse, statt „gebiet“ oder „kennung“.'],
      ['stufe', `${stages.join(', ')}; oder Projekt für das Ende des Ganzen.`],
      ['fortschritt', `${progresses.join(', ')}. Leer: nur ein Termin.`],
      ['von', `Seit wann. ${dates} Leer: bis zum Tag der Meldung.`],
      ['bis', 'Letzter Tag, an dem es so war. Leer: gilt weiter.'],
      ['anteil', '90 %, rund 90 %, 70 bis 80 %, 70 bis über 80 %, mindestens 70 %.'],
      ['anteil_von', 'Haushalte oder Anschlüsse (die bestellten).'],
      ['sicherheit', 'sicher, etwa, Spanne oder teilweise. Leer: wie Anteil und Datum sagen.'],
      ['quote', 'Verlangte Quote in %, nur bei der Nachfragebündelung.'],
      ['erwartet', `Wann es kommen soll. ${dates} „offen“: Ein Termin wurde zurückgenommen.`],
      ['angekuendigt_am', 'Tag der Ankündigung. Leer: Tag der Meldung.'],
      ['bemerkung, quelle', 'Was noch zu sagen ist, und wer es gesagt hat. Alle können es lesen.'],
      ['stand', 'Tag der Meldung, wenn er ein anderer ist als der der Datei.'],
    ],
    choices: { art: ['Gebiet', 'Trasse', 'Netzpunkt', 'Adresse'], fortschritt: progresses },
  },
  {
    name: 'addresses',
    columns: addressColumns,
    examples: examplesOf(addressColumns, [
      {
        beispiel: 'x',
        strasse: 'Hauptstraße',
        hnr: '12',
        hnr_zusatz: 'a',
        plz: '76829',
        ort: 'Landau in der Pfalz',
        ortsteil: 'Mörzheim',
        ags: '07313000',
        wohneinheiten: '3',
        status: 'Hausanschluss fertig',
        datum: '15.03.2026',
      },
      {
        beispiel: 'x',
        strasse: 'Neuer Weg',
        hnr: '5',
        plz: '76829',
        ort: 'Landau in der Pfalz',
        ags: '07313000',
        lat: '49,1987',
        lon: '8,1172',
        wohneinheiten: '1',
        status: 'im Bau',
        datum: 'März 2026',
      },
    ]),
    notes: [
      ['beispiel', example],
      ['strasse, hnr, hnr_zusatz', 'Wie sie geschrieben werden; Abkürzungen und Umlaute werden erkannt.'],
      ['plz, ort, ortsteil, ags', 'Was davon bekannt ist. Der Ortsteil trennt gleiche Straßennamen.'],
      ['lat, lon', 'Nur für neue Häuser, in Grad.'],
      ['wohneinheiten', 'Anzahl der Haushalte.'],
      [
        'status',
        'geplant, genehmigt, im Bau, Tiefbau abgeschlossen, Glasfaser verlegt, Hausanschluss fertig, aktiv, bestellbar, gestoppt, nicht geplant.',
      ],
      ['datum', `Seit wann. ${dates}`],
    ],
    choices: {},
  },
];
