/** How the modelled editions came about, in words that go with them to wherever their figures are shown. */

export const districtMethod =
  'Modelled. No source of this project states where the districts of Landau in der Pfalz end. Every place is counted ' +
  'to the district whose middle is nearest, within the city’s boundary (© GeoBasis-DE / BKG (2021), changed); the ' +
  'forest exclave Taubensuhl stands apart, and nothing is stated about its inhabitants. Middles and inhabitants of ' +
  'the districts are approximate.';

/** Editions that publish no more of single technologies than the fastest class. */
const sparse = new Set(['2019-12-31', '2020-12-31']);

/** Editions whose shares are whole percent. */
const rounded = new Set(['2018-06-30', '2018-12-31']);

/** Method of the cells that go with the published edition of a date. */
export function cellMethod(referenceDate: string): string {
  return [
    'Modelled. No source of this project has coverage below the municipality.',
    '47,000 inhabitants in households of two (assumed) are spread over the districts in proportion to their',
    'inhabitants, and within a district over 100 m cells that lie in an assumed built-up area around its middle, with',
    'some farmsteads outside; the same households count in every edition. Technologies are placed where they are',
    'plausible: television cable in the core town, Queichheim and parts of larger villages, fibre in three small',
    'areas, copper by the length of the line from assumed street cabinets. In each technology and class exactly as',
    `many households are reached as the published share of ${referenceDate} says`,
    rounded.has(referenceDate) ? '(which is rounded to whole percent),' : '(to the nearest household),',
    'and one edition goes on from where the one before it ended, but for a few cells that get worse.',
    ...(sparse.has(referenceDate)
      ? ['Of single technologies, only cable and fibre from 1,000 Mbit/s on were published, so only they are given.']
      : []),
    'No single cell tells anything about a real place.',
  ].join(' ');
}

export const areaMethod =
  'Modelled. No source of this project states where the areas of the rollout end. An area is the district of its name; ' +
  'in the core town, the Wollmesheimer Höhe is what lies nearer to its assumed middle than to that of the town, and the ' +
  'extension the southern and western half of the rest. Names, operator and funding are as published.';

export const sampleAddressMethod =
  'Modelled. No source of this project has addresses. Streets are rows of the modelled 100 m cells, with names that are ' +
  'common in the region, and houses on both sides in proportion to the modelled households; fewer in the core town and ' +
  'in Queichheim, where nothing is built. No name, number or place is that of a real house. An import of real addresses ' +
  'replaces them.';

export const historyMethod =
  'Modelled. No source of this project says anything of single houses. In each village as many of the sample addresses ' +
  'have ordered as had signed in August 2021 (or 33%, where that was lower), and of these as many are active as was ' +
  'reported on 8 January 2026: 90% in Mörzheim, and 72, 76, 79 and 82% in Arzheim, Wollmesheim, Mörlheim and Dammheim, ' +
  'which were reported together as “70 to over 80%”; for Nußdorf and Godramstein 60% are assumed. Streets are dug one ' +
  'after the other within the reported years. No address tells anything about a real place.';

export const planningMethod =
  'Modelled. No source of this project states a plan, what was spent, single defects or roadworks. The plan takes 80% of ' +
  'the time that the modelled works took; a metre of trench costs 90 € and a house connection 900 €, and 7% more was ' +
  'spent than planned. In every third street where surfaces were checked the check found something; what is still open ' +
  'lies in Wollmesheim, Dammheim and Nußdorf, where repairs were reported on 8 January 2026. Roadworks follow from the ' +
  'modelled works and repairs. No figure tells anything about a real place or contract.';

export const sensorMethod =
  'Modelled. Nothing of this was measured: no such devices are known to stand there. Names of places are real; values ' +
  'are functions of the place and the time with the rhythms of a day, a week and a year, and with the failures that ' +
  'devices have: silence, values that hang, values that can’t be, and one device that was replaced on 12 May 2026. ' +
  'Single values are kept for two weeks, their roll-ups by hour and day for ever.';
