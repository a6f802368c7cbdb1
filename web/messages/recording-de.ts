import { format } from './de-grammar.ts';

/** Words of the form that planners record with. */
export const recordingDe = {
  title: 'Ausbau eintragen',
  lead: 'Was Sie hier eintragen, liest die Öffentlichkeit sofort. Nichts wird überschrieben: Frühere Stände bleiben auffindbar.',
  back: 'Zur öffentlichen Ansicht',
  required: 'Pflicht',

  subject: {
    title: 'Worum geht es?',
    district: 'Ortsteil',
    choose: 'Bitte wählen',
    area: 'Gebiet',
    allAreas: (count: number) => `Alle ${count} Gebiete`,
    address: 'Gewählte Adresse',
    leaveAddress: 'Doch für einen Ortsteil',
    or: 'Oder für eine einzelne Adresse:',
    none: 'Hier ist noch kein Ausbaugebiet bekannt. Laden Sie zuerst die Gebiete hoch, oder wählen Sie eine Adresse.',
  },
  said: {
    title: 'Was ist der Stand?',
    stage: 'Stufe',
    project: 'Gesamtes Projekt',
    progress: 'Fortschritt',
    noProgress: 'keine Angabe, nur ein Termin',
    from: 'Seit wann',
    fromHint:
      'So genau, wie Sie es wissen: 15.3.2026, März 2026, Q2 2026, bis 30.6.2026. Leer: bis zum Tag der Meldung.',
    until: 'Bis wann es so war',
    untilHint: 'Leer: gilt weiter.',
    share: 'Anteil',
    shareHint: 'Wie gesagt: 90 %, rund 90 %, 70 bis über 80 %.',
    shareOf: 'Anteil wovon',
    shareOfs: { '': 'keine Angabe', HOUSEHOLDS: 'Haushalte', CONNECTIONS: 'bestellte Anschlüsse' },
    quotaRequired: 'Verlangte Quote',
    certainty: 'Wie sicher',
    certainties: {
      '': 'wie Anteil und Datum sagen',
      STATED: 'so gesagt',
      ABOUT: 'etwa so gesagt',
      RANGE: 'als Spanne gesagt',
      PARTLY: 'nur zum Teil',
    },
    more: 'Anteil, Ende, Sicherheit, Bemerkung',
    note: 'Bemerkung für alle',
  },
  announced: {
    title: 'Ist ein Termin angekündigt?',
    expected: 'Erwartet',
    expectedHint: 'Ende Q2 2026, Frühjahr 2026, bis 30.6.2026; „offen“, wenn ein Termin zurückgenommen wurde.',
    announcedAt: 'Angekündigt am',
    announcedAtHint: 'Leer: am Tag der Meldung.',
  },
  source: {
    title: 'Wer sagt das?',
    reportedOn: 'Tag der Meldung',
    publisher: 'Von wem',
    publisherHint: 'Stadt, Netzbetreiber, Baufirma',
    name: 'Was für eine Meldung',
    nameHint: 'Baubesprechung, Anruf, Schreiben',
    url: 'Link dazu',
  },
  save: 'Speichern',
  saving: 'Wird gespeichert …',
  check: 'Bitte prüfen Sie die markierten Felder.',
  failed: 'Der Server antwortet gerade nicht. Ihre Eingaben stehen noch da.',
  noTitle: 'ohne Titel',
  noPublisher: 'noch ohne Quelle',

  preview: {
    title: 'Das liest die Öffentlichkeit',
    empty:
      'Wählen Sie, worum es geht, und tragen Sie einen Stand oder einen Termin ein. Hier steht dann, was daraus wird.',
    affects: (count: number) =>
      count === 0
        ? 'Dazu ist keine Adresse bekannt.'
        : count === 1
          ? 'Das betrifft eine Adresse.'
          : `Das betrifft ${format.count(count)} Adressen.`,
    first: 'Die ersten davon',
    before: 'Bisher steht dort',
    look: 'Bitte noch einmal ansehen',
  },
  saved: {
    title: 'Gespeichert. Die Öffentlichkeit liest es jetzt.',
    undo: 'Rückgängig machen',
    show: 'Ansehen',
    undone: 'Rückgängig gemacht. Es gilt wieder, was vorher galt.',
    notUndone: 'Das ließ sich nicht zurücknehmen: Inzwischen baut etwas anderes darauf auf.',
  },
  conflict: {
    title: 'Inzwischen hat jemand anderes etwas eingetragen.',
    text: 'Ihr Eintrag ist noch nicht gespeichert. Nichts wurde überschrieben.',
    theirs: 'Inzwischen eingetragen',
    gone: 'Etwas wurde zurückgenommen.',
    yours: 'Ihr Eintrag',
    overwrite: 'Meinen Eintrag trotzdem speichern',
    discard: 'Meinen Eintrag verwerfen',
  },
  upload: {
    title: 'Viele auf einmal: Datei hochladen',
    about:
      'Stände, Mängel, Baustellen, Plan und Ausgaben als Tabelle (CSV, XLSX), Gebiete, Trassen und Netzpunkte als GeoPackage, GeoJSON oder Shapefile (ZIP). Zuerst wird nur geprüft; gespeichert wird erst, wenn Sie es sagen.',
    templates: 'Vorlagen für Tabellen',
    tables: {
      'stage-events': 'Stände',
      addresses: 'Adressliste',
      'surface-defects': 'Mängel an Oberflächen',
      roadworks: 'Baustellen',
      plan: 'Plan',
      spending: 'Ausgaben',
    },
    file: 'Datei',
    date: 'Stand der Datei',
    check: 'Prüfen',
    checking: 'Die Datei wird gelesen.',
    apply: 'Übernehmen',
    choose: 'Bitte wählen Sie eine Datei.',
    good: (written: number, refused: number) =>
      `${format.count(written)} Zeilen sind in Ordnung${refused === 0 ? '.' : `, ${format.count(refused)} werden nicht übernommen.`}`,
    done: (written: number) => `Übernommen: ${format.count(written)} Zeilen.`,
    known: 'Diese Datei ist schon übernommen. Nichts wurde geändert.',
    findings: 'Was aufgefallen ist',
    more: (count: number) => `und ${format.count(count)} weitere`,
    line: 'Zeile',
    wholeFile: 'Datei',
    read: (text: string) => `Gelesen: „${text}“.`,
    refused: 'nicht übernommen',
    warning: 'bitte ansehen',
  },
};

export type RecordingWords = typeof recordingDe;
