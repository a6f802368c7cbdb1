import { format } from './de-grammar.ts';

const nb = format.noBreak;
const days = (count: number) => (count === 1 ? `1${nb}Tag` : `${format.count(count)}${nb}Tage`);
const ofDays = (count: number) => (count === 1 ? `1${nb}Tag` : `${format.count(count)}${nb}Tagen`);
const monthYear = new Intl.DateTimeFormat('de', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A day by which something was so; the last of a month or a year stands for all of it. */
function by(day: string, last: 'year' | 'month' | undefined): string {
  if (last === 'year') return `Ende ${day.slice(0, 4)}`;
  return last === 'month' ? `Ende ${monthYear.format(new Date(day))}` : format.day(day);
}

const stages = {
  DEMAND: 'Nachfrage gesammelt',
  PLANNED: 'Geplant',
  PERMITTED: 'Genehmigt',
  CIVIL_WORKS: 'Tiefbau',
  CABLE_LAID: 'Glasfaser in der Straße',
  HOUSE_CONNECTION: 'Hausanschluss',
  SURFACE_ACCEPTED: 'Straße wieder hergestellt',
  ACTIVE: 'Aktiv',
  ORDERABLE: 'Bestellbar',
  STOPPED: 'Gestoppt',
  NOT_PLANNED: 'Nicht geplant',
};
type StageName = keyof typeof stages;

/** Words of the construction record. */
export const constructionDe = {
  title: (name: string) => `Wann kommt die Glasfaser? ${name} – Breitblick`,
  heading: 'Wann kommt die Glasfaser?',
  days,
  by,
  until: (text: string) => `bis ${text}`,
  between: (from: string, to: string) => `zwischen ${from} und ${to}`,
  since: (text: string) => `seit spätestens ${text}`,
  ago: (count: number) => (count === 0 ? 'heute' : `vor ${ofDays(count)}`),
  noDate: 'Datum nicht bekannt',
  modelledAddress: 'Beispieladresse, modelliert',
  modelled: 'modelliert',
  modelledHelp:
    'Diese Adresse gibt es nicht. Sie zeigt, wie die Seite aussieht, bis die echten Adressen eingespielt sind. Was über den Ortsteil gesagt wird, ist echt.',
  stages,
  stageOf: (stage: StageName | null) => (stage === null ? 'Gesamtes Projekt' : stages[stage]),
  progress: {
    DONE: 'fertig',
    UNDER_WAY: 'läuft',
    REPAIRS: 'geprüft, Nachbesserung läuft',
    OPEN: 'noch offen',
    MISSED: 'verfehlt',
  },
  states: {
    done: 'erledigt',
    now: 'läuft jetzt',
    next: 'kommt als Nächstes',
    late: 'Termin verstrichen, nicht bestätigt',
    missed: 'verfehlt',
    unknown: 'nicht bekannt',
    withheld: 'zum Schutz nicht gezeigt',
  },
  shareOf: { HOUSEHOLDS: '', CONNECTIONS: 'der bestellten Anschlüsse' },
  none: 'keine Angabe',
  source: (publisher: string, when: string) => `${publisher}, ${when}`,

  search: {
    label: 'Straße und Hausnummer',
    placeholder: 'Straße und Hausnummer',
    results: 'Adressen',
    count: (count: number) => (count === 1 ? '1 Vorschlag' : `${count} Vorschläge`),
    empty: (text: string) => `Keine Adresse heißt „${text}“.`,
    emptyHelp: 'Versuchen Sie den Anfang der Straße. Unten stehen alle Ortsteile.',
    failed: 'Die Suche antwortet gerade nicht.',
    offline: 'Die Suche geht erst wieder mit Netz.',
    street: (count: number) =>
      count === 1 ? '1 Adresse, bitte Nummer tippen' : `${count} Adressen, bitte Nummer tippen`,
    nearby: 'Diese Nummer ist nicht bekannt; das ist eine in der Nähe.',
    locate: 'Mein Standort',
    locating: 'Standort wird gesucht …',
    refused: 'Der Browser gibt den Standort nicht frei. Bitte tippen Sie die Adresse.',
    nothingNear: 'In 500 m um Ihren Standort ist keine Adresse bekannt.',
    found: (text: string, metres: number) => `Nächste Adresse: ${text}, ${metres}${nb}m entfernt.`,
  },

  standing: {
    active: 'Ihr Glasfaser-Anschluss ist {{fibre|aktiv}}.',
    connected: 'Die {{fibre|Glasfaser reicht bis in Ihr Haus}}.',
    passed: 'Die {{fibre|Glasfaser liegt in Ihrer Straße}}.',
    dug: 'Der {{fibre|Tiefbau}} in Ihrem Gebiet ist {{fibre|fertig}}.',
    digging: 'In Ihrem Gebiet {{fibre|wird gebaut}}.',
    planned: 'Der Ausbau in Ihrem Gebiet ist {{strong|in Planung}}.',
    demandMissed: 'In Ihrem Gebiet haben {{strong|zu wenige Haushalte}} unterschrieben. Ein Ausbau ist nicht zugesagt.',
    demandOpen: 'In Ihrem Gebiet werden {{strong|noch Verträge gesammelt}}. Ein Ausbau ist nicht zugesagt.',
    demandDone: 'In Ihrem Gebiet haben {{strong|genug Haushalte}} unterschrieben. Ein Baubeginn ist nicht bekannt.',
    stopped: 'Der Ausbau in Ihrem Gebiet ist {{strong|gestoppt}}.',
    notPlanned: 'In Ihrem Gebiet ist {{strong|kein Ausbau geplant}}.',
    unknown: 'Für diese Adresse ist {{strong|kein Ausbau bekannt}}.',
  },
  outlook: {
    coming: (stage: StageName | null, date: string) =>
      stage === null
        ? `Das ganze Projekt soll bis {{strong|${date}}} fertig sein.`
        : stage === 'ACTIVE'
          ? `Ihr Anschluss soll bis {{strong|${date}}} aktiv sein.`
          : `„${stages[stage]}“ ist bis {{strong|${date}}} angekündigt.`,
    passed: (stage: StageName | null, date: string) =>
      stage === null
        ? `Das ganze Projekt sollte bis {{strong|${date}}} fertig sein. {{late|Bestätigt ist das nicht.}}`
        : stage === 'ACTIVE'
          ? `Ihr Anschluss sollte bis {{strong|${date}}} aktiv sein. {{late|Bestätigt ist das nicht.}}`
          : `„${stages[stage]}“ war bis {{strong|${date}}} angekündigt. {{late|Bestätigt ist das nicht.}}`,
    none: 'Wann es weitergeht, ist nicht bekannt.',
  },
  lastWord: (when: string, age: string, publisher: string) => `Letzte Auskunft: ${when}, ${age}, ${publisher}`,
  noWord: 'Bisher liegt keine Auskunft vor.',
  facts: {
    label: 'Drei verschiedene Dinge',
    passed: 'Vor dem Haus',
    orderable: 'Bestellbar',
    active: 'Aktiv',
    yes: 'ja',
    no: 'nein',
    none: 'keine Angabe',
    withheld: 'zum Schutz nicht gezeigt',
    help: '„Vor dem Haus“ heißt: Glasfaser liegt in der Straße. „Bestellbar“ heißt: Sie können einen Vertrag schließen. „Aktiv“ heißt: Der Anschluss wird genutzt.',
    withheldHelp:
      'Ob ein Haus mit wenigen Haushalten angeschlossen ist, zeigen wir nicht: Daraus ließe sich lesen, wer bestellt hat.',
  },
  stations: {
    title: 'Stationen Ihres Anschlusses',
    about: 'Jede Station bewegt sich für sich. Die Straße wird nebenher wieder hergestellt.',
    areaTitle: 'Stand der Stationen',
    implied: 'Genaues Datum nicht bekannt. Eine spätere Station ist erreicht.',
    inArea: (area: string, text: string) => `In ${area}: ${text}`,
    quota: (share: string, required: string) =>
      `${share} der Haushalte hatten unterschrieben. Verlangt waren ${required}.`,
    required: (required: string) => `Verlangt sind ${required} der Haushalte.`,
    nobody: 'Dazu liegt keine Auskunft vor.',
    overdue: (count: number, silent: boolean) =>
      `Termin verstrichen, seit ${ofDays(count)}${silent ? ' ohne neue Auskunft' : ''}.`,
    announced: (words: string) => `Angekündigt war: „${words}“.`,
    wholeProject: (words: string) => `Ende des ganzen Projekts laut Auskunft: „${words}“.`,
  },
  ledger: {
    title: 'Was wann versprochen wurde',
    about: 'Nichts verschwindet. Neue Ansagen stehen unter den alten.',
    empty: 'Ein Termin wurde bisher nicht genannt.',
    announced: (day: string) => `Ansage vom ${day}`,
    noWords: 'ohne Termin',
    outcome: {
      replaced: 'durch eine neuere Ansage ersetzt',
      undated: 'ohne Termin',
      open: 'noch nicht fällig',
      overdue: (count: number) => `+${days(count)}, offen`,
      kept: 'eingehalten',
      late: (count: number) => `+${days(count)}, dann erreicht`,
    },
    slip: (count: number) =>
      count === 0
        ? 'Termin unverändert'
        : count > 0
          ? `+${days(count)} zur Ansage davor`
          : `−${days(-count)} zur Ansage davor`,
    total: (count: number, open: boolean) =>
      count > 0
        ? `Insgesamt ${open ? 'bisher ' : ''}{{late|${days(count)} später}} als zuerst angekündigt.`
        : 'Gegenüber der ersten Ansage nicht verschoben.',
    today: 'heute',
    then: 'Stichtag',
    chart: (count: number) => (count === 1 ? 'Eine Ansage auf der Zeitachse.' : `${count} Ansagen auf der Zeitachse.`),
  },
  meaning: {
    title: 'Was Sie tun können',
    active: 'Sie müssen nichts tun. Bei Störungen hilft der Betreiber.',
    connected: 'Fragen Sie den Betreiber, wann er den Anschluss einschaltet. Nennen Sie Ihre Vertragsnummer.',
    passed:
      'Schauen Sie im Keller nach einem Glasfaser-Übergabepunkt. Ist keiner da, fehlt der Hausanschluss: Fragen Sie den Betreiber. Wer zur Miete wohnt, fragt zuerst die Vermieterin oder den Vermieter.',
    dug: 'Wer einen Vertrag hat, wartet auf den Betreiber. Ohne Vertrag: Fragen Sie, ob Sie noch bestellen können.',
    digging: 'Der Bau läuft. Wer einen Vertrag hat, wird vom Betreiber wegen des Hausanschlusses angesprochen.',
    planned: 'Noch wird nicht gebaut. Fragen Sie den Betreiber, ob in Ihrer Straße Verträge gesammelt werden.',
    demandMissed: 'Fragen Sie die Stadt, ob es für Ihr Gebiet einen neuen Anlauf gibt.',
    demandOpen:
      'Ob gebaut wird, hängt von der Zahl der Verträge ab. Fragen Sie den Betreiber nach Frist und Bedingungen.',
    demandDone: 'Fragen Sie den Betreiber, wann er zu bauen beginnt.',
    stopped: 'Fragen Sie die Stadt, wie es weitergeht.',
    notPlanned: 'Fragen Sie die Stadt, ob Ihr Gebiet später dazukommt.',
    unknown: 'Fragen Sie die Stadt, ob für Ihre Straße ein Ausbau vorgesehen ist.',
    operator: 'Betreiber fragen',
    operatorText: (operator: string) => `${operator}: Vertrag, Hausanschluss, Termin`,
    town: 'Stadt fragen',
    townText: (name: string) => `${name}: Schäden an Gehweg und Straße, Baustellen`,
    feeds: 'Bescheid bekommen',
    feedsText: 'Neue Auskünfte, auch wenn sich ein Termin ändert:',
    atom: 'Feed (Atom)',
    calendar: 'Kalender (iCalendar)',
    near: '1 km um diese Adresse (Atom)',
    print: 'Als Aushang drucken (A4)',
    district: (name: string) => `Alles über den Ausbau in ${name}`,
  },
  planners: 'Fortschritt und Verzug, für Planer',
  overview: {
    sentence: (dug: number, all: number, name: string) =>
      `In {{fibre|${dug} von ${all} Gebieten}} in ${name} ist der Tiefbau fertig.`,
    help: 'Geben Sie oben Ihre Adresse ein, oder wählen Sie einen Ortsteil.',
    title: 'Alle Ortsteile',
    caption: 'Was zu jedem Gebiet zuletzt gesagt wurde',
    area: 'Gebiet',
    columns: { DEMAND: 'Unterschrieben', CIVIL_WORKS: 'Tiefbau', SURFACE_ACCEPTED: 'Straße', ACTIVE: 'Aktiv' },
    next: 'Angekündigt',
    noteActive: '„Aktiv“ zählt nach der Quelle die bestellten Anschlüsse, nicht alle Haushalte.',
    noArea: (name: string) => `Für ${name} ist kein Ausbau eingetragen.`,
    nothingYet: (day: string) => `Am ${day} war hier noch nichts bekannt.`,
    scroll: 'Tabelle aller Gebiete, waagerecht zu verschieben',
  },
  district: {
    heading: (name: string) => `Ausbau in ${name}`,
    back: 'Alle Ortsteile',
    map: 'Stadtteil auf der Karte',
    unknown: (name: string) => `Für „${name}“ ist kein Ausbau eingetragen.`,
    built: (operator: string, private_: boolean) => `Betreiber: ${operator}${private_ ? ', ohne Fördergeld' : ''}.`,
    modelledArea: 'Die Grenze dieses Gebiets ist modelliert.',
    sentence: (name: string, parts: readonly string[]) => `${name}: ${parts.join('; ')}.`,
    works: (text: string) => `Tiefbau {{fibre|${text}}}`,
    surface: (text: string) => `Straße {{strong|${text}}}`,
    active: (text: string) => `aktiv {{fibre|${text}}}`,
    demand: (text: string) => `Nachfrage {{strong|${text}}}`,
    planned: (text: string) => `Planung {{strong|${text}}}`,
    nothing: 'Dazu liegt keine Auskunft vor.',
    quota: 'Quote der Nachfrage',
    quotaText: (share: string | null, required: readonly string[]) =>
      `${share === null ? 'Wie viele unterschrieben haben, ist nicht angegeben' : `${share} der Haushalte hatten unterschrieben`}. Verlangt waren ${required.join(', später ')}.`,
    quotaMissed: 'Die Quote wurde verfehlt.',
    quotaBuilt: 'Gebaut wird trotzdem.',
  },
  chronicle: {
    title: 'Was wann gesagt wurde',
    said: (stage: string, text: string) => `${stage}: ${text}`,
    promise: (words: string | null) => (words === null ? 'kein Termin genannt' : `Termin „${words}“`),
    first: 'erste Angabe dazu',
    /** `earlier`: null = the same was said before. */
    change: (earlier: string | null, moved: string) =>
      `${earlier === null ? 'wie zuvor' : `zuvor: ${earlier}`}${moved === '' ? '' : ` (${moved})`}`,
    moved: (count: number) => (count > 0 ? `${days(count)} später` : `${days(-count)} früher`),
  },
  map: { label: 'Karte des Ausbaus', show: 'Karte zeigen', hide: 'Karte ausblenden' },
  time: {
    label: 'Zeitpunkt',
    now: 'Stand heute',
    then: 'Was wussten wir am …',
    asOf: 'Was war bekannt am',
    on: 'und galt am',
    onHelp: 'Ohne zweiten Tag gilt derselbe.',
    shown: (day: string) => `Sie sehen, was am ${day} bekannt war.`,
    shownOn: (day: string) => `Es geht um den Stand am ${day}.`,
    back: 'Zurück zu heute',
    apply: 'Zeigen',
  },
  easy: {
    title: 'In Leichter Sprache',
    link: 'Breitblick in Leichter Sprache',
  },
  notice: {
    printed: (day: string) => `Gedruckt am ${day}.`,
    current: 'Den neuesten Stand lesen Sie hier:',
    operator: '(Vertrag, Hausanschluss, Termin)',
    town: '(Schäden an Gehweg und Straße, Baustellen)',
  },
  record: 'Für die Planung: Ausbau eintragen',
  unknownAddress: 'Diese Adresse gibt es hier nicht mehr. Bitte suchen Sie sie neu.',
  loading: 'Der Stand wird geladen.',
};

export type ConstructionWords = typeof constructionDe;
