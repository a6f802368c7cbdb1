/** A line of what the standard, its test suites and its clients ask for. */
export interface ConformanceLine {
  /** Number by which tests name it, as `[17]`; null = it is not done. */
  number: number | null;
  what: string;
  /** What to mind, or why it is not done. */
  note?: string;
}

/**
 * What OGC SensorThings 1.1 (18-088), the official suite for 1.0 and the tests of FROST ask for, line by line. The page
 * `conformance.md` is made of this and of the tests that bear the numbers.
 */
export const conformanceLines: readonly ConformanceLine[] = [
  line(1, 'Sets answer with control information, mandatory properties and links'),
  line(2, 'An unknown id is 404'),
  line(3, 'Entities by their id'),
  line(4, 'Every property and its `$value`'),
  line(5, 'Ways along relations to four levels, with `$ref`'),
  line(6, 'Root document with the eight sets'),
  line(7, 'POST of every type'),
  line(8, 'Deep insert'),
  line(9, 'A faulty deep insert stores nothing'),
  line(10, 'Mandatory links'),
  line(11, 'PATCH of every type'),
  line(12, 'PATCH with inline related entities is refused'),
  line(13, 'DELETE of every type, with what can’t be without'),
  line(14, 'DELETE of an unknown id is 404'),
  line(15, '`$select`, on two levels', 'Also ways into JSON, as FROST’s DeepSelect.'),
  line(16, '`$expand`, one, several and nested', 'At most 5 levels, 30 relations and 50,000 entities a level.'),
  line(17, '`$top` and `nextLink`', '100 entities where nothing is said, 10,000 at most.'),
  line(18, '`$skip`'),
  line(19, '`$orderby`', 'Null first when ascending; texts by code points.'),
  line(20, '`$count`', 'Above 100,000 that a filter leaves an estimate, which `@iot.countIsEstimate` says.'),
  line(21, '`$filter` with comparisons on every property'),
  line(22, 'Order of evaluation of the options'),
  line(23, 'FeatureOfInterest made of the thing’s location'),
  line(24, 'Times that are not said; history made by hand'),
  line(25, 'Paths through foreign parents lead nowhere'),
  line(
    26,
    'Results and quality of every kind',
    'Numbers keep their value and not their spelling: 2.00 comes back as 2.',
  ),
  line(27, 'PUT and JSON Patch'),
  line(28, 'Precedence of operators'),
  line(29, 'Times, intervals and durations in filters'),
  line(30, 'Deep paths, null, `any`'),
  line(31, 'Geometries and JSON in filters', '`geo.distance` and `geo.length` are metres; `indexof` counts from 0.'),
  line(32, '`$batch`, as multipart and as JSON'),
  line(33, 'Data arrays, read and created'),
  line(
    34,
    'Observations created over MQTT',
    'With the token as password. What can’t be made is logged and acknowledged, for MQTT 3.1.1 has no word for it.',
  ),
  line(
    35,
    'Subscriptions over MQTT to sets, entities, properties, with `$select`',
    'MQTT 3.1.1, quality 0, no sessions and no wildcards. What the server keeps beside (phenomenonTime of a datastream) is told with the next change.',
  ),
  line(
    36,
    'A FeatureOfInterest for every observation, whichever way it came',
    'Where none is named: the place of the thing at the time of the observation; of a thing without a place the thing itself.',
  ),
  line(37, '`$select=distinct:…`', 'Extension of FROST; of a set, without `$expand`.'),
  line(
    38,
    'DELETE of a set with `$filter`',
    'Extension of FROST; 100,000 entities at most, and never without a filter.',
  ),
  line(
    39,
    'Ids in quotes',
    'Ids are whole numbers; clients of services with ids of text put them in quotes, the Helgoland Toolbox among them.',
  ),
  undone(
    'MultiDatastream',
    'Optional. Every observation here is a number of one datastream, from which roll-ups, flags and latest values are made; a result of several would have none of these, and its requirement is not in the root document.',
  ),
  undone('Two observations of one datastream and time', 'The second corrects the first and has its link.'),
];

function line(number: number, what: string, note?: string): ConformanceLine {
  return { number, what, ...(note !== undefined && { note }) };
}

function undone(what: string, note: string): ConformanceLine {
  return { number: null, what, note };
}

/** The page as Markdown; `tests` are the titles of the tests by the number that they bear. */
export function conformancePage(tests: ReadonlyMap<number, readonly string[]>): string {
  const rows = conformanceLines.map(({ number, what, note = '' }) => {
    const titles = number === null ? [] : (tests.get(number) ?? []);
    const state = titles.length > 0 ? 'done' : '**not done**';
    return `| ${number ?? ''} | ${what} | ${state} | ${note} | ${titles.join('; ')} |`;
  });
  return [
    '# Conformance to OGC SensorThings 1.1',
    '',
    'Made from `conformance.ts` and from the tests in `tests/server/sensorthings` that bear the numbers. A line is done if a test of it runs on both databases.',
    '',
    '| check | what | state | to mind | tests |',
    '| ----- | ---- | ----- | ------- | ----- |',
    ...rows,
    '',
  ].join('\n');
}
