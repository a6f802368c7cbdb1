/** Who publishes what, under which terms. An edition takes these over, so that they travel with every figure. */
export interface Source {
  id: string;
  publisher: string;
  attribution: string;
  licence: string;
  licenceUrl: string | null;
  url: string | null;
}

export const sources = {
  breitbandatlas: {
    id: 'breitbandatlas',
    publisher: 'Bundesnetzagentur',
    attribution: 'Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de)',
    licence: 'Free use for any purpose with attribution; changes must be marked',
    licenceUrl: 'https://gigabitgrundbuch.bund.de',
    url: 'https://gigabitgrundbuch.bund.de',
  },
  bkg: {
    id: 'bkg',
    publisher: 'Bundesamt für Kartographie und Geodäsie',
    attribution: '© GeoBasis-DE / BKG (2021)',
    licence: 'dl-de/by-2-0',
    licenceUrl: 'https://www.govdata.de/dl-de/by-2-0',
    url: 'https://gdz.bkg.bund.de',
  },
  zensus: {
    id: 'zensus',
    publisher: 'Statistische Ämter des Bundes und der Länder',
    attribution: 'Statistische Ämter des Bundes und der Länder, Zensus 2022',
    licence: 'dl-de/by-2-0',
    licenceUrl: 'https://www.govdata.de/dl-de/by-2-0',
    url: 'https://www.zensus2022.de',
  },
  rheinpfalz: {
    id: 'rheinpfalz',
    publisher: 'Die Rheinpfalz',
    attribution: 'Die Rheinpfalz',
    licence: 'Facts from a press report; its text is the publisher’s own',
    licenceUrl: null,
    url: null,
  },
  mrnNews: {
    id: 'mrnNews',
    publisher: 'MRN-News',
    attribution: 'MRN-News (mrn-news.de)',
    licence: 'Facts from a press report; its text is the publisher’s own',
    licenceUrl: null,
    url: null,
  },
  landau: {
    id: 'landau',
    publisher: 'Stadt Landau in der Pfalz',
    attribution: 'Stadt Landau in der Pfalz',
    licence: 'Facts from what was reported to the city council',
    licenceUrl: null,
    url: null,
  },
  hauskoordinaten: {
    id: 'hauskoordinaten',
    publisher: 'Vermessungsverwaltungen der Länder',
    attribution: 'Amtliche Hauskoordinaten, © Vermessungsverwaltungen der Länder (2026)',
    licence: 'As the surveying authority of the Land has granted it',
    licenceUrl: null,
    url: 'https://www.adv-online.de',
  },
  adressliste: {
    id: 'adressliste',
    publisher: 'Netzbetreiber',
    attribution: 'Adressliste des Netzbetreibers',
    licence: 'As agreed with the network operator',
    licenceUrl: null,
    url: null,
  },
  ausbaumeldung: {
    id: 'ausbaumeldung',
    publisher: 'Netzbetreiber',
    attribution: 'Meldung zum Ausbau',
    licence: 'As agreed with whoever reported it',
    licenceUrl: null,
    url: null,
  },
  sensornetz: {
    id: 'sensornetz',
    publisher: 'Stadt oder Gemeinde',
    attribution: 'Sensornetz der Stadt oder Gemeinde',
    licence: 'As agreed with whoever runs the sensors',
    licenceUrl: null,
    url: null,
  },
  planung: {
    id: 'planung',
    publisher: 'Stadt oder Gemeinde',
    attribution: 'Eintrag der Planung',
    licence: 'Facts recorded by the planners of this page',
    licenceUrl: null,
    url: null,
  },
  breitblick: {
    id: 'breitblick',
    publisher: 'Breitblick',
    attribution:
      'Breitblick, modelled from Breitbandatlas | Gigabit-Grundbuch (https://gigabitgrundbuch.bund.de); boundaries © GeoBasis-DE / BKG (2021), changed',
    licence: 'dl-de/by-2-0',
    licenceUrl: 'https://www.govdata.de/dl-de/by-2-0',
    url: null,
  },
} as const satisfies Record<string, Source>;

export type SourceId = keyof typeof sources;
