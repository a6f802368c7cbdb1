/** Blank forms of what goes beside the stages: surface defects, roadworks, plan and spending. */
import { defectKinds, fundingSources, trafficEffects, warrantyYears } from './planning.ts';
import { exampleNote, examplesOf, type Template } from './template.ts';

const defects = defectKinds.map(({ name }) => name.de);
const effects = trafficEffects.map(({ name }) => name.de);
const sources = fundingSources.map(({ name }) => name.de);

const day = 'Ein Tag: 15.03.2026 oder 2026-03-15.';
const month = 'Ein Tag oder ein Monat: 31.03.2026, 2026-03, März 2026. Ein Monat heißt: sein letzter Tag.';
const sums = 'Summe seit Beginn, nicht die des einzelnen Monats.';
const ags: Template['notes'][number] = ['ags', 'Gemeindeschlüssel, acht Ziffern.'];
const place: Template['notes'][number] = [
  'lat, lon',
  'Ort in Grad. Statt dessen gehen auch Spalten „ostwert“ und „nordwert“ in Metern (ETRS89/UTM).',
];
const area = 'Name oder Kennung eines Ausbaugebiets, oder ein Ortsteil, der nur eines hat.';
const withdrawn = (what: string): Template['notes'][number] => [
  'entfaellt',
  `Ein x nimmt zurück, was unter ${what} eingetragen war; der Rest der Zeile bleibt dann leer.`,
];
const id = (what: string): Template['notes'][number] => [
  'kennung',
  `Eigene Nummer ${what}, die bleibt. Dieselbe Kennung noch einmal berichtigt, was eingetragen war.`,
];

const defectColumns = [
  'beispiel',
  'ags',
  'kennung',
  'gebiet',
  'trasse',
  'mangel',
  'gefunden_am',
  'behoben_am',
  'abgenommen_am',
  'gewaehrleistung_bis',
  'lat',
  'lon',
  'entfaellt',
] as const;

const roadworksColumns = [
  'beispiel',
  'ags',
  'kennung',
  'gebiet',
  'strasse',
  'von',
  'bis',
  'verkehr',
  'grund',
  'grund_englisch',
  'umleitung',
  'umleitung_englisch',
  'lat',
  'lon',
  'lat_bis',
  'lon_bis',
  'entfaellt',
] as const;

const planColumns = [
  'beispiel',
  'ags',
  'gebiet',
  'plan_bis',
  'adressen_geplant',
  'meter_geplant',
  'euro_geplant',
  'euro_bund',
  'euro_land',
  'euro_eigenanteil',
  'euro_sonstige',
  'entfaellt',
] as const;

const spendingColumns = [
  'beispiel',
  'ags',
  'kennung',
  'gebiet',
  'bezahlt_am',
  'betrag',
  'mittelgeber',
  'entfaellt',
] as const;

const landau = { beispiel: 'x', ags: '07313000' };

export const planningTemplates: readonly Template[] = [
  {
    name: 'surface-defects',
    columns: defectColumns,
    examples: examplesOf(defectColumns, [
      {
        ...landau,
        kennung: 'M-2026-014',
        gebiet: 'Arzheim',
        mangel: 'Absackung',
        gefunden_am: '02.03.2026',
        lat: '49,1947',
        lon: '8,0815',
      },
      {
        ...landau,
        kennung: 'M-2026-015',
        gebiet: 'Mörzheim',
        mangel: 'Offene Fuge',
        gefunden_am: '20.01.2026',
        behoben_am: '10.02.2026',
        abgenommen_am: '12.02.2026',
        gewaehrleistung_bis: '12.02.2031',
        lat: '49,1732',
        lon: '8,0772',
      },
    ]),
    notes: [
      ['beispiel', exampleNote],
      ags,
      id('des Mangels'),
      ['gebiet', `${area} Darf fehlen.`],
      ['trasse', 'Kennung des Trassenabschnitts. Darf fehlen.'],
      ['mangel', `${defects.join(', ')}. Leer: Sonstiger Mangel.`],
      ['gefunden_am', day],
      ['behoben_am, abgenommen_am', `${day} Leer: noch nicht.`],
      ['gewaehrleistung_bis', `${day} Leer: ${warrantyYears} Jahre ab der Abnahme.`],
      place,
      withdrawn('der Kennung'),
    ],
    choices: { mangel: defects },
  },
  {
    name: 'roadworks',
    columns: roadworksColumns,
    examples: examplesOf(roadworksColumns, [
      {
        ...landau,
        kennung: 'B-2026-007',
        gebiet: 'Arzheim',
        strasse: 'Arzheimer Hauptstraße',
        von: '16.03.2026',
        bis: '30.04.2026',
        verkehr: 'Fahrspur gesperrt',
        grund: 'Glasfaser: Tiefbau',
        grund_englisch: 'Fibre: civil works',
        lat: '49,1947',
        lon: '8,0815',
        lat_bis: '49,1953',
        lon_bis: '8,0843',
      },
      {
        ...landau,
        kennung: 'B-2026-008',
        strasse: 'Horststraße',
        von: '07.04.2026',
        verkehr: 'Voll gesperrt',
        umleitung: 'über die Queichheimer Hauptstraße',
        lat: '49,2011',
        lon: '8,1302',
      },
    ]),
    notes: [
      ['beispiel', exampleNote],
      ags,
      id('der Baustelle'),
      ['gebiet', `${area} Darf fehlen.`],
      ['strasse', 'Name der Straße.'],
      ['von, bis', `Erster und letzter Tag. ${day} „bis“ leer: Ende offen.`],
      ['verkehr', `${effects.join(', ')}.`],
      ['grund, umleitung', 'Kurz; alle können es lesen. Ohne Englisch steht auch dort der deutsche Text.'],
      place,
      ['lat_bis, lon_bis', 'Anderes Ende der Baustelle, in Grad. Leer: ein Punkt.'],
      withdrawn('der Kennung'),
    ],
    choices: { verkehr: effects },
  },
  {
    name: 'plan',
    columns: planColumns,
    examples: examplesOf(planColumns, [
      {
        ...landau,
        gebiet: 'Arzheim',
        plan_bis: '2026-03',
        adressen_geplant: '120',
        meter_geplant: '1800',
        euro_geplant: '190000',
      },
      {
        ...landau,
        gebiet: 'Arzheim',
        plan_bis: '2026-04',
        adressen_geplant: '310',
        meter_geplant: '4250',
        euro_geplant: '460.000,00',
        euro_bund: '230000',
        euro_land: '184000',
        euro_eigenanteil: '46000',
      },
    ]),
    notes: [
      ['beispiel', exampleNote],
      ags,
      ['gebiet', area],
      ['plan_bis', `${month} Derselbe Tag noch einmal berichtigt, was geplant war.`],
      ['adressen_geplant', `Adressen, in deren Straße Glasfaser liegen soll. ${sums}`],
      ['meter_geplant', `Meter Trasse, die gegraben sein sollen. ${sums}`],
      ['euro_geplant', `Euro, die ausgegeben sein sollen. ${sums}`],
      [
        'euro_bund, euro_land, euro_eigenanteil, euro_sonstige',
        `Wessen Geld das ist: zusammen höchstens „euro_geplant“. ${sums} Leer: wie zuletzt angegeben, sonst keine Angabe; ergeben die anderen schon die Summe, dann nichts.`,
      ],
      withdrawn('Gebiet und Tag'),
    ],
    choices: {},
  },
  {
    name: 'spending',
    columns: spendingColumns,
    examples: examplesOf(spendingColumns, [
      {
        ...landau,
        kennung: 'R-2026-0312',
        gebiet: 'Arzheim',
        bezahlt_am: '12.03.2026',
        betrag: '48.350,70',
        mittelgeber: 'Bund',
      },
      { ...landau, kennung: 'R-2026-0298', bezahlt_am: '2026-02', betrag: '-1200' },
    ]),
    notes: [
      ['beispiel', exampleNote],
      ags,
      id('der Zahlung'),
      ['gebiet', `${area} Leer: gehört zu keinem.`],
      ['bezahlt_am', month],
      ['betrag', 'Euro. Was zurückgezahlt wurde, hat ein Minus davor.'],
      [
        'mittelgeber',
        `Wessen Geld es ist: ${sources.join(', ')}. Teilen sich mehrere eine Rechnung, je eine Zeile. Leer: keine Angabe.`,
      ],
      withdrawn('der Kennung'),
    ],
    choices: { mittelgeber: sources },
  },
];
