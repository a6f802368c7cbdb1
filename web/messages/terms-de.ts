import type { TermsWords } from './terms.ts';

export const de: TermsWords = {
  title: 'Begriffe erklärt',
  contents: 'Auf dieser Seite',
  chapters: [
    {
      id: 'answers',
      title: 'Was Breitblick beantwortet',
      text: [
        'Welches Internet können Haushalte an ihrem Wohnort bekommen: über welche Technik und wie schnell? Die Antwort steht hier für jede Gemeinde in Deutschland, mit Quelle und Stand, auf der Karte und als Tabelle.',
        'Nicht beantwortet wird, ob ein bestimmtes Haus einen Anschluss bekommt, was ein Tarif kostet und wie schnell eine einzelne Leitung ist.',
      ],
      terms: [],
    },
    {
      id: 'technologies',
      title: 'Techniken',
      text: [
        'Sie unterscheiden sich darin, wie weit die Glasfaser reicht. Jede hat auf dieser Seite ihre eigene Farbe.',
      ],
      terms: [
        {
          id: 'fibre',
          name: 'Glasfaser (FTTH/B)',
          text: [
            'Die Glasfaser reicht bis in die Wohnung (FTTH, fibre to the home) oder bis ins Haus (FTTB, fibre to the building). Im zweiten Fall geht es im Haus über vorhandene Kabel weiter. Die Zahlen zählen beides zusammen.',
          ],
        },
        {
          id: 'cable',
          name: 'Kabel (HFC)',
          text: [
            'Das Netz des Kabelfernsehens. Glasfaser führt bis in die Nähe, das letzte Stück ist Koaxialkabel (HFC, hybrid fibre coax). Es kann Gigabit liefern, ist aber keine Glasfaser bis ins Haus.',
          ],
        },
        {
          id: 'copper',
          name: 'Kupfer (DSL)',
          text: [
            'Die Telefonleitung. Glasfaser reicht höchstens bis zum grauen Kasten an der Straße (FTTC, fibre to the curb). Je länger das Kupfer von dort bis zur Wohnung ist, desto langsamer wird es.',
          ],
        },
        {
          id: 'wireless',
          name: 'Funk',
          text: [
            'Internet ohne Leitung an einer festen Adresse, über Mobilfunk oder Richtfunk. Alle in einer Funkzelle teilen sich, was sie leistet.',
          ],
        },
        {
          id: 'all',
          name: 'Alle Techniken',
          text: [
            'Mindestens eine Technik reicht für die gewählte Geschwindigkeit. Wer mehrere zur Auswahl hat, zählt einmal. Deshalb ergeben die Anteile der einzelnen Techniken zusammen mehr als diese Zahl.',
          ],
        },
      ],
    },
    {
      id: 'speeds',
      title: 'Geschwindigkeit',
      text: [],
      terms: [
        {
          id: 'speed',
          name: 'Mbit/s im Download',
          text: [
            'So viele Millionen Bit kommen in einer Sekunde höchstens an. „Ab 100 Mbit/s“ zählt alle mit, die 100 oder mehr bekommen können. Über das Hochladen (Upload) sagen die Zahlen nichts.',
            'Ein Byte hat 8 Bit. Daraus folgt, wie lange eine Datei mindestens braucht:',
          ],
        },
        {
          id: 'gigabit',
          name: 'Gigabit',
          text: [
            '1000 Mbit/s oder mehr, gleich über welche Technik. Deshalb steht hier immer dabei, worüber: Gigabit über Kabel ist keine Glasfaser.',
          ],
        },
      ],
    },
    {
      id: 'counting',
      title: 'Was gezählt wird',
      text: [],
      terms: [
        {
          id: 'available',
          name: 'Bekommen können, nicht nutzen',
          text: [
            'Gezählt werden Haushalte, die einen Anschluss bekommen können. Ob sie ihn nutzen, steht nicht in den Zahlen. „1,9 % der Haushalte haben Zugang zu Glasfaser“ heißt: Bei 1,9 von 100 Haushalten ist Glasfaser verfügbar.',
          ],
        },
        {
          id: 'stages',
          name: 'Vor dem Haus, bestellbar, aktiv',
          text: [
            'Drei verschiedene Dinge. „Vor dem Haus“: Das Netz führt vorbei, im Haus fehlt der Anschluss. „Bestellbar“: Ein Anbieter nimmt Aufträge an. „Aktiv“: Der Anschluss ist gebaut und in Betrieb. Die Zahlen auf dieser Seite trennen die drei nicht.',
          ],
        },
        {
          id: 'make-up',
          name: 'Woraus Gigabit besteht',
          text: [
            'Der Streifen zeigt 100 % der Haushalte: nur Glasfaser, beides, nur Kabel, keins von beiden. Veröffentlicht ist, wie viele Glasfaser haben, wie viele Kabel und wie viele mindestens eines. Wer beides hat, ist in Glasfaser und Kabel doppelt gezählt, also gilt: beides = Kabel + Glasfaser − alle. Für Landau Mitte 2021: 80,7 + 1,9 − 81,0 = 1,6 %.',
            'Das geht ab 400 Mbit/s. Darunter reicht auch Kupfer, und die Aufteilung wäre geraten.',
          ],
        },
        {
          id: 'rank',
          name: 'Rang',
          text: [
            'Verglichen werden Orte derselben Art im selben Land, etwa alle kreisfreien Städte in Rheinland-Pfalz. Platz 1 hat den höchsten Anteil, gleiche Anteile teilen sich einen Platz. Orte ohne Angabe zählen nicht mit. Der Rang sagt nicht, woran es liegt.',
          ],
        },
        {
          id: 'cell',
          name: 'Zellen von 100 Metern',
          text: [
            'Nah herangeholt zeigt die Karte Quadrate von 100 × 100 Metern aus einem Gitter, das in ganz Europa gilt. Der Name einer Zelle nennt ihre Lage, zum Beispiel 100mN29001E41837. Ein einzelnes Haus lässt sich daran nicht ablesen.',
          ],
        },
      ],
    },
    {
      id: 'absent',
      title: 'Wenn eine Zahl fehlt oder unsicher ist',
      text: ['Fehlen ist nicht null. Beides sieht auf der Karte verschieden aus, auch auf grauem Papier.'],
      terms: [
        {
          id: 'zero',
          name: '0 %',
          text: ['Gemeldet ist: niemand. Die Fläche ist fast weiß, im Dunkeln fast schwarz.'],
        },
        {
          id: 'not-stated',
          name: 'keine Angabe',
          text: [
            'Die Quelle nennt keine Zahl. Die Fläche ist schraffiert und zählt in keinem Rang und keiner Summe mit.',
          ],
        },
        {
          id: 'not-surveyed',
          name: 'nicht erhoben',
          text: ['Nach dieser Technik oder Klasse hat die Ausgabe nicht gefragt. Auch das ist schraffiert.'],
        },
        {
          id: 'modelled',
          name: 'modelliert',
          text: [
            'Von uns verteilt, nicht veröffentlicht: Zellen und Stadtteile, die zusammen die veröffentlichte Zahl der Gemeinde ergeben. Über der Farbe liegen Punkte.',
          ],
        },
        {
          id: 'protected',
          name: 'zum Schutz nicht gezeigt',
          text: [
            'In der Zelle wohnen weniger als fünf Haushalte. Ihre Zahlen würden etwas über einzelne Menschen verraten. Die Fläche ist schraffiert.',
          ],
        },
        {
          id: 'uninhabited',
          name: 'unbewohnt',
          text: ['Dort wohnt niemand, etwa in großen Forsten. Die Fläche bleibt leer und zählt nirgends mit.'],
        },
      ],
    },
    {
      id: 'time',
      title: 'Stand und Vergleich über die Zeit',
      text: [],
      terms: [
        {
          id: 'edition',
          name: 'Ausgabe und Stand',
          text: [
            'Eine Ausgabe ist eine Veröffentlichung für einen Stichtag, zum Beispiel „Mitte 2021“. Sie wird nie geändert; eine Berichtigung ist eine neue Ausgabe. Ein geteilter Link nennt seine Ausgabe und zeigt deshalb auch später dieselben Zahlen.',
          ],
        },
        {
          id: 'break',
          name: 'Bruch',
          text: [
            'Zwischen zwei Ausgaben hat sich geändert, wie gezählt wurde. Ihr Unterschied ist dann kein Fortschritt, und wir rechnen ihn nicht aus. Im Verlauf steht dort eine Zickzacklinie.',
          ],
        },
      ],
    },
    {
      id: 'map',
      title: 'Die Karte lesen',
      text: [],
      terms: [
        {
          id: 'colours',
          name: 'Farben',
          text: [
            'Der Farbton sagt, um welche Technik es geht. Die Helligkeit sagt, wie viele Haushalte sie bekommen können: acht Klassen, die für jede Technik, Geschwindigkeit und Ausgabe dieselben sind. In der hellen Ansicht heißt dunkel viel, in der dunklen Ansicht heißt hell viel.',
            'Niemand muss Farben unterscheiden können: Der Wert steht beim Zeigen, im Satz links und in der Tabelle.',
          ],
        },
      ],
    },
    {
      id: 'access',
      title: 'Für alle',
      text: [],
      terms: [
        {
          id: 'accessibility',
          name: 'Erklärung zur Barrierefreiheit',
          text: [
            'Ziel ist die Stufe AA der WCAG 2.2, auf die sich auch die BITV 2.0 stützt. Das ist eine Selbstbewertung: Jede Ansicht wird bei jeder Änderung in beiden Sprachen, hell und dunkel, mit axe geprüft, dazu der ganze Weg mit der Tastatur, mit 200 und 400 % Vergrößerung, mit erzwungenen Farben und mit einem nachgebildeten Vorleseprogramm.',
            'Nicht geprüft haben die Seite bisher Menschen mit Behinderungen, ein unabhängiges Institut und echte Vorleseprogramme.',
            'Grenzen, die wir kennen: Die Karte ist ein Bild. Alles, was sie zeigt, steht auch in der Tabelle, die Lage zueinander nicht. Titel, Lizenz und Methode der Ausgaben sind englisch. Ein Video in Deutscher Gebärdensprache gibt es nicht. Die Leichte Sprache hat keine Prüfgruppe gelesen.',
          ],
        },
        {
          id: 'feedback',
          name: 'Rückmeldung',
          text: [
            'Ein Formular hat diese Seite nicht. Barrieren und Fehler nimmt die Stelle entgegen, die diese Seite anbietet. Bei den Zahlen hilft es, den Link zur Ansicht mitzuschicken: Er nennt Ort, Technik und Ausgabe.',
          ],
        },
      ],
    },
  ],
  drawing: { exchange: 'Netz', cabinet: 'Kasten', house: 'Haus', home: 'Wohnung' },
  download: {
    caption: '1 Gigabyte (8000 Megabit) herunterladen, rechnerisch mindestens',
    class: 'Geschwindigkeit',
    time: 'Dauer',
    duration: (seconds) =>
      seconds < 60 ? `${seconds} Sekunden` : `${Math.floor(seconds / 60)} Min. ${seconds % 60} Sek.`,
  },
  strip: 'Landau, Mitte 2021: nur Glasfaser 0,3 %, beides 1,6 %, nur Kabel 79,1 %, kein Gigabit 19,0 %.',
  ramps: { light: 'Helle Ansicht', dark: 'Dunkle Ansicht', little: '0 %', much: '100 %' },
  contact: 'Wen Sie fragen können',
  easy: 'Diese Seite in Leichter Sprache',
};
