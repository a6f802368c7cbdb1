/**
 * The answer in Leichte Sprache: one idea a sentence, one sentence a line, compound words parted by a dot in the middle.
 * German only, for Leichte Sprache is a form of German.
 */
export const constructionEasy = {
  standing: {
    active: ['Ihr Internet über Glas·faser ist an.'],
    connected: ['Die Glas·faser ist in Ihrem Haus.', 'Das Internet ist vielleicht noch nicht an.'],
    passed: ['Die Glas·faser liegt in Ihrer Straße.', 'Das heißt nicht: Das Internet ist an.'],
    dug: ['Die Bau·arbeiten in Ihrer Nähe sind fertig.', 'Das Internet ist vielleicht noch nicht an.'],
    digging: ['In Ihrer Nähe wird gebaut.'],
    planned: ['Eine Firma plant die Glas·faser.', 'Es wird noch nicht gebaut.'],
    demandMissed: ['Zu wenige Menschen wollten die Glas·faser.', 'Darum ist nicht sicher: Kommt die Glas·faser?'],
    demandOpen: ['Eine Firma fragt: Wer will die Glas·faser?', 'Wenn viele Ja sagen, baut die Firma.'],
    demandDone: ['Viele Menschen wollen die Glas·faser.', 'Wann wird gebaut? Das wissen wir nicht.'],
    stopped: ['Der Bau wurde angehalten.'],
    notPlanned: ['Hier ist keine Glas·faser geplant.'],
    unknown: ['Wir wissen nicht: Kommt die Glas·faser zu Ihnen?'],
  },
  promised: (date: string) => `Die Firma hat gesagt: Bis ${date} ist es fertig.`,
  passed: ['Dieser Tag ist vorbei.', 'Wir wissen nicht: Ist es fertig?'],
  sample: ['Diese Adresse ist ein Bei·spiel.', 'Es gibt sie nicht wirklich.'],
  ask: (operator: string) => `Haben Sie Fragen? Dann fragen Sie die Firma: ${operator}.`,
  town: 'Ist die Straße kaputt? Dann fragen Sie die Stadt.',
};
