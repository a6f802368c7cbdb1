/**
 * The way that a tutorial shows: a resolver a field, and each fetches what it needs. Same yoga and same graphql as ours, so
 * that the difference is how data is fetched.
 */
import { createSchema, createYoga } from 'graphql-yoga';
import pg from 'pg';
import { listen, setting } from './listen.ts';

const pool = new pg.Pool({ connectionString: setting('DATABASE_URL'), max: 10, options: '-c jit=off' });

async function query<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]> {
  return (await pool.query<Row>({ name, text, values })).rows;
}

interface List {
  term: string;
  first: number;
}

interface Municipality {
  ags: string;
  name: string;
}

const page = ({ term, first }: List): Promise<Municipality[]> =>
  query(
    'page',
    `select ags, name from bench_api.municipality where name_folded like '%' || $1 || '%' order by name, ags limit $2`,
    [term, first],
  );

const schema = createSchema({
  typeDefs: `
    type Query { municipalities(first: Int!, nameContains: String!): Connection! }
    type Connection { totalCount: Int! pageInfo: PageInfo! edges: [Edge!]! }
    type PageInfo { hasNextPage: Boolean! endCursor: String }
    type Edge { cursor: String! node: Municipality! }
    type Municipality {
      ags: String! name: String! stateName: String!
      coverage(technology: String!, minDownstreamMbits: Int!, referenceDate: String!): [Coverage!]!
    }
    type Coverage { sharePercent: Float }`,
  resolvers: {
    Query: {
      municipalities: (_: unknown, { first, nameContains }: { first: number; nameContains: string }): List => ({
        term: nameContains.toLowerCase(),
        first,
      }),
    },
    Connection: {
      totalCount: async ({ term }: List) => {
        const text = `select count(*)::integer as count from bench_api.municipality where name_folded like '%' || $1 || '%'`;
        return (await query<{ count: number }>('count', text, [term]))[0]?.count ?? 0;
      },
      pageInfo: (list: List) => list,
      edges: async (list: List) => (await page(list)).map((node) => ({ cursor: node.ags, node })),
    },
    PageInfo: {
      hasNextPage: async ({ term, first }: List) => (await page({ term, first: first + 1 })).length > first,
      endCursor: async (list: List) => (await page(list)).at(-1)?.ags ?? null,
    },
    Municipality: {
      stateName: async ({ ags }: Municipality) => {
        const text = 'select name from bench_api.state where code = $1';
        return (await query<{ name: string }>('state', text, [ags.slice(0, 2)]))[0]?.name ?? '';
      },
      coverage: async (
        { ags }: Municipality,
        arguments_: { technology: string; minDownstreamMbits: number; referenceDate: string },
      ) => {
        const text = `
          select c.shares[array_position(e.figures, $2 || '_' || $3::integer)] as "sharePercent"
          from coverage c join edition e on e.id = c.edition_id
          where c.ags = $1 and e.reference_date = $4 and e.population = 'households' order by e.recorded_at`;
        const { technology, minDownstreamMbits, referenceDate } = arguments_;
        return query('coverage', text, [ags, technology, minDownstreamMbits, referenceDate]);
      },
    },
  },
});

const yoga = createYoga({ schema, graphiql: false, landingPage: false, logging: false });
listen((request, response) => void yoga(request, response));
