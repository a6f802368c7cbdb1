const forms = {
  csv: 'CSV',
  excel: 'CSV für Excel',
  geojson: 'GeoJSON',
  gpkg: 'GeoPackage',
};

const de = {
  title: 'Mitnehmen',
  close: 'Schließen',
  copy: 'Kopieren',
  copied: (what: string) => `${what}: kopiert.`,
  byHand: (what: string) => `${what}: markiert. Bitte mit Strg+C kopieren.`,
  link: {
    title: 'Link',
    text: 'Öffnet genau diese Ansicht: Ort, Technik, Klasse, Kartenausschnitt und die Ausgabe der Zahlen. Auch später zeigt er dieselben Zahlen. Der Name des Ortes steht darin, damit er sich auch nach einer Gebietsreform wiederfinden lässt.',
    field: 'Link zu dieser Ansicht',
  },
  data: {
    title: 'Daten',
    text: 'Alle Zahlen der Ausgabe, jede Zeile mit Schlüssel, Name, Stand und Quelle. Was fehlt, bleibt leer und sagt warum.',
    municipalities: (filtered: boolean): string =>
      filtered ? 'Gemeinden, wie in der Tabelle gefiltert und sortiert' : 'Alle Gemeinden mit Einwohnern',
    districts: (rows: string, place: string) => `Stadtteile von ${place}: ${rows}, modelliert`,
    cells: (rows: string, place: string) => `Zellen von 100 m in ${place}: ${rows}, modelliert; kleine ohne Zahlen`,
    gaps: (where: string, things: string, figure: string, below: string) =>
      `Lücken in ${where}: ${things}, ${figure} für weniger als ${below}\u00a0% der Haushalte`,
    rows: (count: string) => `${count} Zeilen`,
    forms,
    country: 'Deutschland',
    formTexts:
      'CSV nach RFC 4180. „CSV für Excel“ mit Semikolon und Dezimalkomma öffnet ein deutsches Excel per Doppelklick. GeoJSON und GeoPackage haben die Grenzen dabei.',
  },
  picture: {
    title: 'Bild',
    text: 'Die Karte mit Titel, Legende, Stand und Quelle.',
    png: 'PNG',
    svg: 'SVG',
    saving: 'Das Bild wird gezeichnet.',
    saved: 'Das Bild ist gespeichert.',
    failed: 'Das Bild ließ sich nicht zeichnen. Bitte noch einmal versuchen.',
  },
  print: {
    title: 'Drucken oder PDF',
    text: 'Ein Bericht über den Ort mit Satz, Karten, Tabellen und Quellen. Drucker oder PDF wählt der Druckdialog.',
    open: { a4: 'Bericht in A4', a3: 'Bericht in A3' },
  },
  embed: {
    title: 'Einbetten',
    text: 'Eine schlanke Seite mit Satz, Streifen und Karte für die eigene Website. Sie setzt keine Cookies.',
    size: 'Größe',
    sizes: ['klein, 360 × 420', 'mittel, 640 × 520', 'groß, 960 × 640'] as readonly string[],
    field: 'Code zum Einbetten',
    frameTitle: (place: string) => `Breitbandversorgung in ${place}`,
    preview: 'Vorschau',
  },
  qgis: {
    title: 'In QGIS verwenden',
    text: 'Dieselben Vektorkacheln, die diese Karte zeichnet, mit der Ausgabe im Link.',
    layers: { municipalities: 'Gemeinden', cells: 'Zellen' } as Record<string, string>,
    template: (layer: string) => `Vektorkacheln: ${layer}`,
    description: (layer: string) => `TileJSON: ${layer}`,
    steps: (zoom: number) => [
      'Layer → Layer hinzufügen → Vektorkachel-Layer hinzufügen …',
      `Neu → Neue generische Verbindung, die Adresse als URL einsetzen, größte Zoomstufe ${zoom}.`,
      'Hinzufügen, dann in den Layereigenschaften unter Symbolisierung je Klasse eine Regel anlegen:',
    ],
    rules: 'Regeln und Farben',
    file: 'Als Datei: Layer → Layer hinzufügen → Vektorlayer, Quelltyp „Protokoll: HTTP(S)“, mit dieser Adresse.',
    fileField: 'GeoPackage-Adresse',
  },
  graphql: {
    title: 'Über GraphQL fragen',
    text: 'Die Abfrage, die diese Ansicht beantwortet. Der Befehl läuft so in jeder Shell.',
    query: 'Abfrage',
    variables: 'Variablen',
    curl: 'curl-Befehl',
    open: 'Zur Schnittstelle',
  },
};

const en: typeof de = {
  title: 'Take along',
  close: 'Close',
  copy: 'Copy',
  copied: (what) => `${what}: copied.`,
  byHand: (what) => `${what}: selected. Please copy it with Ctrl+C.`,
  link: {
    title: 'Link',
    text: 'Opens exactly this view: place, technology, class, map section and the edition of the figures. It shows the same figures later, too. The name of the place is in it, so that it can be found even after municipalities have merged.',
    field: 'Link to this view',
  },
  data: {
    title: 'Data',
    text: 'All figures of the edition, each row with key, name, reference date and source. What is missing stays empty and says why.',
    municipalities: (filtered) =>
      filtered ? 'Municipalities, filtered and sorted as in the table' : 'All municipalities with inhabitants',
    districts: (rows, place) => `Districts of ${place}: ${rows}, modelled`,
    cells: (rows, place) => `100 m cells in ${place}: ${rows}, modelled; small ones without figures`,
    gaps: (where, things, figure, below) =>
      `Gaps in ${where}: ${things}, ${figure} for less than ${below}% of households`,
    rows: (count) => `${count} rows`,
    forms: { ...forms, excel: 'CSV for German Excel' },
    country: 'Germany',
    formTexts:
      'CSV follows RFC 4180. “CSV for German Excel” has semicolons and decimal commas and opens by double click. GeoJSON and GeoPackage come with boundaries.',
  },
  picture: {
    title: 'Picture',
    text: 'The map with title, legend, reference date and source.',
    png: 'PNG',
    svg: 'SVG',
    saving: 'The picture is being drawn.',
    saved: 'The picture is saved.',
    failed: 'The picture could not be drawn. Please try again.',
  },
  print: {
    title: 'Print or PDF',
    text: 'A report on the place with sentence, maps, tables and sources. Choose printer or PDF in the print dialog.',
    open: { a4: 'Report in A4', a3: 'Report in A3' },
  },
  embed: {
    title: 'Embed',
    text: 'A slim page with sentence, strip and map for your own website. It sets no cookies.',
    size: 'Size',
    sizes: ['small, 360 × 420', 'medium, 640 × 520', 'large, 960 × 640'],
    field: 'Code to embed',
    frameTitle: (place) => `Broadband coverage in ${place}`,
    preview: 'Preview',
  },
  qgis: {
    title: 'Use in QGIS',
    text: 'The same vector tiles that draw this map, with the edition in the address.',
    layers: { municipalities: 'municipalities', cells: 'cells' },
    template: (layer) => `Vector tiles: ${layer}`,
    description: (layer) => `TileJSON: ${layer}`,
    steps: (zoom) => [
      'Layer → Add Layer → Add Vector Tile Layer…',
      `New → New Generic Connection, put in the address as URL, maximum zoom ${zoom}.`,
      'Add it, then make a rule for each class under Symbology in the layer properties:',
    ],
    rules: 'Rules and colours',
    file: 'As a file: Layer → Add Layer → Add Vector Layer, source type “Protocol: HTTP(S)”, with this address.',
    fileField: 'GeoPackage address',
  },
  graphql: {
    title: 'Ask over GraphQL',
    text: 'The query that this view answers. The command runs as it is in any shell.',
    query: 'Query',
    variables: 'Variables',
    curl: 'curl command',
    open: 'To the API',
  },
};

export const takeWords = { de, en };
