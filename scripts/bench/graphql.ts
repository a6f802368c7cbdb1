/** The list query of the API beside two others over the same tables. */
import { compare, type Comparison, type Round } from './compare.ts';
import { type Load, startSubject, type Subject } from './load.ts';

const path = '/graphql';

const page = (field: string): string => `
  ${field} { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { ags name stateName`;

/** The same question in each one's words. */
const queries = {
  ours: (name: string) => `{ ${page(`municipalities(first: 20, filter: { nameContains: "${name}" })`)}
    coverage(technology: ALL, minDownstreamMbits: 30, referenceDate: "2021-06-30") { sharePercent } } } } }`,
  resolvers: (name: string) => `{ ${page(`municipalities(first: 20, nameContains: "${name}")`)}
    coverage(technology: "ALL", minDownstreamMbits: 30, referenceDate: "2021-06-30") { sharePercent } } } } }`,
  postgraphile: (name: string) => `{ ${page(`municipalitiesNamed(first: 20, nameContains: "${name}")`)}
    coverage: coverageList(technology: "ALL", minDownstreamMbits: 30, referenceDate: "2021-06-30") { sharePercent } } } } }`,
};

type Query = (name: string) => string;

/** Five municipalities, as in the question that the API was made for; and names that fill the page. */
const pages = [
  { title: '"landau", 5 rows', names: ['landau'] },
  {
    title: 'full page, 20 rows',
    names: ['berg', 'burg', 'bach', 'heim', 'dorf', 'hausen', 'kirchen', 'feld', 'neu', 'ober'],
  },
];

export async function compareLists(databaseUrl: string, round: Round): Promise<Comparison[]> {
  const settings = { DATABASE_URL: databaseUrl, NODE_ENV: 'production', GRAPHILE_ENV: 'production' };
  const ours = await startSubject('breitblick.ts', settings);
  const comparisons: Comparison[] = [];
  try {
    for (const [file, peerName, query] of [
      ['postgraphile.ts', 'PostGraphile 5', queries.postgraphile],
      ['resolvers.ts', 'a resolver a field', queries.resolvers],
    ] as const) {
      const peer = await startSubject(file, settings);
      try {
        await requireSameAnswer(ours, peer, query);
        for (const { title, names } of pages) {
          const [our, their] = await compare(ours, peer, [loadOf(queries.ours, names), loadOf(query, names)], round);
          comparisons.push({ name: `list query, ${title}`, ours: our, peer: their, peerName });
        }
      } finally {
        await peer.close();
      }
    }
  } finally {
    await ours.close();
  }
  return comparisons;
}

function loadOf(query: Query, names: readonly string[]): Load {
  const requests = names.map((name) => ({
    method: 'POST' as const,
    path,
    body: JSON.stringify({ query: query(name) }),
  }));
  return { requests, headers: { 'content-type': 'application/json' } };
}

/** A race of two who run to different places would mean nothing. Errors: when the answers differ in any figure. */
async function requireSameAnswer(ours: Subject, peer: Subject, query: Query): Promise<void> {
  for (const name of pages.flatMap(({ names }) => names)) {
    const [one, other] = [await figuresOf(ours, queries.ours(name)), await figuresOf(peer, query(name))];
    if (JSON.stringify(one) !== JSON.stringify(other)) {
      throw new Error(`The servers disagree about "${name}":\n${JSON.stringify(one)}\n${JSON.stringify(other)}`);
    }
  }
}

interface Answer {
  data?: Record<string, { totalCount: number; edges: { node: { ags: string } }[] }>;
  errors?: unknown;
}

/** Count and rows, by key: databases and languages sort names differently, and so pages end at different names. */
async function figuresOf({ url }: Subject, query: string): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as Answer;
  if (!data || errors !== undefined) throw new Error(`${url} answered ${JSON.stringify(errors)} to ${query}`);
  const [list] = Object.values(data);
  const nodes = (list?.edges ?? []).map(({ node }) => node).toSorted((one, other) => one.ags.localeCompare(other.ags));
  return { totalCount: list?.totalCount, rows: nodes.length, ...(nodes.length < 20 && { nodes }) };
}
