/**
 * The page in Leichte Sprache: one idea a sentence, one sentence a line, compound words parted by a dot in the middle.
 * German only, for Leichte Sprache is a form of German.
 */
export const easyWords = {
  title: 'Breitblick in Leichter Sprache',
  contents: 'Auf dieser Seite',
  place: {
    title: (name: string) => `Wie ist das Internet in ${name}?`,
    fibre: (count: string) => `Von 100 Haus·halten können ${count} Glas·faser bekommen.`,
    gigabit: (count: string) => `Von 100 Haus·halten können ${count} sehr schnelles Internet bekommen.`,
    explained: 'Sehr schnell heißt: 1000 Mbit in der Sekunde oder mehr.',
    technologies: 'Das kann Glas·faser sein oder Kabel.',
    date: (date: string) => `Die Zahlen sind von: ${date}.`,
    unknown: (name: string) => `Für ${name} haben wir dazu keine Zahl.`,
    fewer: 'weniger als 1',
    all: 'alle',
    map: 'Zur Karte und zu allen Zahlen',
  },
  chapters: [
    {
      id: 'was',
      title: 'Was zeigt diese Internet·seite?',
      text: [
        'Breitblick zeigt Zahlen zum Internet.',
        'Die Zahlen sind für ganz Deutschland.',
        'Sie sehen für jeden Ort:',
        'Wie viele Haus·halte können schnelles Internet bekommen?',
        'Ein Haus·halt sind alle Menschen, die zusammen in einer Wohnung leben.',
      ],
    },
    {
      id: 'bekommen',
      title: 'Was heißt: bekommen können?',
      text: [
        'Das schnelle Internet ist bei der Wohnung möglich.',
        'Vielleicht hat der Haus·halt das Internet schon.',
        'Vielleicht hat der Haus·halt es noch nicht.',
        'Das wissen wir nicht.',
      ],
    },
    {
      id: 'technik',
      title: 'Wie kommt das Internet in die Wohnung?',
      text: ['Es gibt 4 Arten.', 'Jede Art hat auf der Karte eine eigene Farbe.'],
    },
    {
      id: 'schnell',
      title: 'Was heißt Mbit?',
      text: [
        'Mbit spricht man: Mega·bit.',
        'Damit misst man, wie schnell das Internet ist.',
        'Eine große Zahl heißt: Das Internet ist schnell.',
        'Ab 1000 Mbit in der Sekunde sagt man: Giga·bit.',
      ],
    },
    {
      id: 'karte',
      title: 'Was bedeuten die Farben auf der Karte?',
      text: [
        'Die Karte ist in viele Orte geteilt.',
        'Eine dunkle Farbe heißt: Viele Haus·halte können das Internet bekommen.',
        'Eine helle Farbe heißt: Wenige Haus·halte können das Internet bekommen.',
        'Sie können die Seite auch auf Dunkel stellen.',
        'Dann ist es anders herum: Hell heißt viel.',
        'Streifen heißt: Wir haben keine Zahl.',
        'Punkte heißt: Die Zahl ist von uns ausgerechnet.',
        'Die ausgerechnete Zahl ist ungefähr richtig.',
      ],
    },
    {
      id: 'bedienen',
      title: 'Wie finden Sie Ihren Ort?',
      text: [
        'Oben ist ein Feld mit einer Lupe.',
        'Schreiben Sie dort den Namen von Ihrem Ort.',
        'Dann kommt eine Liste.',
        'Wählen Sie Ihren Ort in der Liste aus.',
        'Sie können auch auf die Karte klicken.',
        'Sie möchten keine Karte?',
        'Dann drücken Sie auf: Als Tabelle.',
        'In der Tabelle stehen die gleichen Zahlen.',
      ],
    },
    {
      id: 'quelle',
      title: 'Woher kommen die Zahlen?',
      text: [
        'Die Zahlen kommen aus dem Breit·band·atlas.',
        'Der Breit·band·atlas ist vom Staat.',
        'Firmen für Internet sagen dort, wo es ihr Internet gibt.',
      ],
    },
    {
      id: 'barrieren',
      title: 'Ist etwas schwer zu benutzen?',
      text: [
        'Alle Menschen sollen diese Seite benutzen können.',
        'Sie können alles mit der Tastatur machen.',
        'Ein Vorlese·programm kann alle Zahlen vorlesen.',
        'Die Karte ist ein Bild.',
        'Ein Vorlese·programm kann das Bild nicht vorlesen.',
        'Aber die Zahlen aus der Karte stehen auch in der Tabelle.',
        'Es gibt kein Video in Gebärden·sprache.',
        'Diesen Text hat keine Prüf·gruppe gelesen.',
        'Eine Prüf·gruppe sind Menschen, die Leichte Sprache brauchen.',
      ],
    },
  ],
  technologies: [
    {
      kind: 'fibre',
      name: 'Glas·faser',
      text: [
        'Eine Glas·faser ist ein sehr dünner Faden aus Glas.',
        'Das Internet kommt als Licht durch den Faden.',
        'Das ist sehr schnell.',
        'Die Glas·faser geht bis in das Haus.',
      ],
    },
    {
      kind: 'cable',
      name: 'Kabel',
      text: ['Das ist die Leitung vom Kabel·fernsehen.', 'Auch damit kann Internet sehr schnell sein.'],
    },
    {
      kind: 'copper',
      name: 'Kupfer',
      text: ['Das ist die alte Leitung vom Telefon.', 'Damit ist das Internet langsamer.'],
    },
    {
      kind: 'wireless',
      name: 'Funk',
      text: ['Das Internet kommt durch die Luft.', 'Zum Beispiel wie beim Handy.'],
    },
  ],
} as const;
