import type { TermsWords } from './terms.ts';

export const en: TermsWords = {
  title: 'Terms explained',
  contents: 'On this page',
  chapters: [
    {
      id: 'answers',
      title: 'What Breitblick answers',
      text: [
        'Which internet can households get where they live: over which technology, and how fast? The answer is here for every municipality in Germany, with source and date, on the map and as a table.',
        'It does not tell whether a certain house gets a connection, what a tariff costs, or how fast a single line is.',
      ],
      terms: [],
    },
    {
      id: 'technologies',
      title: 'Technologies',
      text: ['They differ in how far the fibre reaches. Each has a colour of its own on this page.'],
      terms: [
        {
          id: 'fibre',
          name: 'Fibre (FTTH/B)',
          text: [
            'The fibre reaches into the home (FTTH, fibre to the home) or into the building (FTTB, fibre to the building). In the second case, cables that are already in the building go on from there. The figures count both together.',
          ],
        },
        {
          id: 'cable',
          name: 'Cable (HFC)',
          text: [
            'The network of cable television. Fibre comes near, the last stretch is coaxial cable (HFC, hybrid fibre coax). It can deliver gigabit, but it is no fibre to the building.',
          ],
        },
        {
          id: 'copper',
          name: 'Copper (DSL)',
          text: [
            'The telephone line. Fibre reaches the grey box in the street at most (FTTC, fibre to the curb). The longer the copper from there to the home, the slower it gets.',
          ],
        },
        {
          id: 'wireless',
          name: 'Wireless',
          text: [
            'Internet without a line at a fixed address, over mobile or directional radio. All in a radio cell share what it can do.',
          ],
        },
        {
          id: 'all',
          name: 'All technologies',
          text: [
            'At least one technology is enough for the chosen speed. Whoever can choose among several counts once. That is why the shares of the single technologies add up to more than this figure.',
          ],
        },
      ],
    },
    {
      id: 'speeds',
      title: 'Speed',
      text: [],
      terms: [
        {
          id: 'speed',
          name: 'Mbit/s download',
          text: [
            'So many million bits arrive in a second at most. “From 100 Mbit/s” counts all who can get 100 or more. The figures say nothing about uploads.',
            'A byte has 8 bits. From that follows how long a file takes at least:',
          ],
        },
        {
          id: 'gigabit',
          name: 'Gigabit',
          text: [
            '1000 Mbit/s or more, over any technology. That is why the technology always stands beside it: gigabit over cable is no fibre.',
          ],
        },
      ],
    },
    {
      id: 'counting',
      title: 'What is counted',
      text: [],
      terms: [
        {
          id: 'available',
          name: 'Can get, not use',
          text: [
            'Counted are households that can get a connection. Whether they use it is not in the figures. “1.9% of households have access to fibre” means: fibre is available to 1.9 in 100 households.',
          ],
        },
        {
          id: 'stages',
          name: 'Passed, orderable, active',
          text: [
            'Three different things. Passed: the network runs past the house, the house has no connection yet. Orderable: a provider takes orders. Active: the connection is built and in operation. The figures on this page don’t tell the three apart.',
          ],
        },
        {
          id: 'make-up',
          name: 'What gigabit is made of',
          text: [
            'The strip shows 100% of households: fibre only, both, cable only, neither. What is published is how many have fibre, how many cable, and how many at least one. Whoever has both is counted in fibre and in cable, so both = cable + fibre − all. For Landau in mid-2021: 80.7 + 1.9 − 81.0 = 1.6%.',
            'This holds from 400 Mbit/s on. Below, copper is enough too, and the parts would be a guess.',
          ],
        },
        {
          id: 'rank',
          name: 'Rank',
          text: [
            'Compared are places of the same kind in the same Land, for example all cities without a county in Rhineland-Palatinate. Rank 1 has the highest share, equal shares have the same rank. Places without a figure don’t count. The rank does not say why.',
          ],
        },
        {
          id: 'cell',
          name: 'Cells of 100 metres',
          text: [
            'Close up, the map shows squares of 100 × 100 metres of a grid that holds in all of Europe. The name of a cell tells where it lies, for example 100mN29001E41837. A single house can’t be read from it.',
          ],
        },
      ],
    },
    {
      id: 'absent',
      title: 'When a figure is missing or uncertain',
      text: ['Missing is not zero. The two look different on the map, on grey paper too.'],
      terms: [
        {
          id: 'zero',
          name: '0%',
          text: ['What is reported is: nobody. The area is nearly white, nearly black in the dark view.'],
        },
        {
          id: 'not-stated',
          name: 'not stated',
          text: ['The source gives no figure. The area is hatched and counts in no rank and no sum.'],
        },
        {
          id: 'not-surveyed',
          name: 'not surveyed',
          text: ['The edition did not ask for this technology or class. This is hatched too.'],
        },
        {
          id: 'modelled',
          name: 'modelled',
          text: [
            'Spread by us, not published: cells and districts that together give the published figure of the municipality. Dots lie over the colour.',
          ],
        },
        {
          id: 'protected',
          name: 'not shown, for protection',
          text: [
            'Fewer than five households live in the cell. Their figures would tell something about single people. The area is hatched.',
          ],
        },
        {
          id: 'uninhabited',
          name: 'uninhabited',
          text: ['Nobody lives there, as in large forests. The area stays empty and counts nowhere.'],
        },
      ],
    },
    {
      id: 'time',
      title: 'Dates, and comparing over time',
      text: [],
      terms: [
        {
          id: 'edition',
          name: 'Edition and date',
          text: [
            'An edition is one publication for one reference date, “mid-2021” for example. It is never changed; a correction is a new edition. A shared link names its edition, so it shows the same figures later on.',
          ],
        },
        {
          id: 'break',
          name: 'Break',
          text: [
            'Between two editions the way of counting changed. Their difference is no progress then, and we don’t compute it. A zigzag stands there in the history.',
          ],
        },
      ],
    },
    {
      id: 'map',
      title: 'Reading the map',
      text: [],
      terms: [
        {
          id: 'colours',
          name: 'Colours',
          text: [
            'The hue tells which technology it is. The lightness tells how many households can get it: eight classes that are the same for every technology, speed and edition. In the light view dark means much, in the dark view light means much.',
            'Nobody has to tell colours apart: the value stands at the pointer, in the sentence beside the map and in the table.',
          ],
        },
      ],
    },
    {
      id: 'access',
      title: 'For everyone',
      text: [],
      terms: [
        {
          id: 'accessibility',
          name: 'Accessibility statement',
          text: [
            'The aim is level AA of WCAG 2.2. This is a self-assessment: at every change each view is checked with axe in both languages, light and dark, and so is the whole way by keyboard, at 200 and 400% zoom, in forced colours and with a simulated screen reader.',
            'People with disabilities, an independent institute and real screen readers have not checked the page so far.',
            'Limits that we know: the map is a picture. All that it shows is in the table too, how places lie to each other is not. There is no video in German Sign Language. No test group has read the easy language page, and it is in German only.',
          ],
        },
        {
          id: 'feedback',
          name: 'Feedback',
          text: [
            'This page has no form. Barriers and mistakes can be told to the body that offers this page. For figures it helps to send the link of the view: it names place, technology and edition.',
          ],
        },
      ],
    },
  ],
  drawing: { exchange: 'Network', cabinet: 'Box', house: 'House', home: 'Home' },
  download: {
    caption: 'Downloading 1 gigabyte (8000 megabits), by calculation at least',
    class: 'Speed',
    time: 'Time',
    duration: (seconds) => (seconds < 60 ? `${seconds} seconds` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`),
  },
  strip: 'Landau, mid-2021: fibre only 0.3%, both 1.6%, cable only 79.1%, no gigabit 19.0%.',
  ramps: { light: 'Light view', dark: 'Dark view', little: '0%', much: '100%' },
  contact: 'Whom you may ask',
  easy: 'This page in easy German (Leichte Sprache)',
};
