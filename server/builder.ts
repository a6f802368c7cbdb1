import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import ErrorsPlugin from '@pothos/plugin-errors';
import RelayPlugin from '@pothos/plugin-relay';
import type { MultiPolygon } from 'geojson';
import { GraphQLError, Kind } from 'graphql';
import type { AreaRecords } from './construction/area-records.ts';
import type { ProgressDirectory } from './construction/progress.ts';
import type { Contacts } from './contacts.ts';
import type { FigureColumns } from './coverage/columns.ts';
import type { Reader, Transaction } from './database/database.ts';
import type { Edition } from './editions/queries.ts';
import type { EditionRegister } from './editions/register.ts';
import { InvalidArgumentError } from './errors.ts';
import { defaultPage, largestPage } from './pagination.ts';
import type { PlaceDirectory } from './places/directory.ts';
import type { StreetDirectory } from './places/street-directory.ts';
import type { NumberText } from './number-text.ts';
import type { DeadLetterFilter } from './sensors/dead-letter-queries.ts';
import type { LiveValues } from './sensors/live.ts';
import type { Replay } from './sensors/replay.ts';
import type { SeriesMemory } from './sensors/series-memory.ts';

/** What a resolver gets beside its arguments. */
export interface ApiContext {
  db: Reader;
  register: EditionRegister;
  places: PlaceDirectory;
  streets: StreetDirectory;
  columns: FigureColumns;
  progress: ProgressDirectory;
  areaRecords: AreaRecords;
  live: LiveValues;
  /** Reads dead letters again. */
  replay(filter: DeadLetterFilter): Promise<Replay>;
  series: SeriesMemory;
  /** Cells with fewer households than this are never shown one by one. */
  kAnonymity: number;
  contacts: Contacts;
  /** True: asked with the planners' token, so single addresses are told of too. */
  planner: boolean;
  /** Runs what is to be written, whole or not at all; for mutations and previews alone. */
  transact<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Editions that the register does not know (yet) and that this request tells of, by id. */
  drafts: Map<string, Edition>;
}

interface SchemaTypes {
  Context: ApiContext;
  DefaultFieldNullability: false;
  DefaultEdgesNullability: { list: false; items: false };
  DefaultNodeNullability: false;
  Scalars: {
    Date: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    GeoJSON: { Input: never; Output: MultiPolygon };
    Numbers: { Input: never; Output: readonly (number | null)[] | NumberText };
  };
  Connection: { totalCount: number | (() => Promise<number>) };
}

/** Most of each that one request may ask for. Cost: a field counts 1, times the length of the lists that it lies in. */
export const limits = { depth: 12, breadth: 400, complexity: 100_000 };

/**
 * The schema is written in code, room by room, and everything hangs on this builder. Fields can't be null unless
 * they say so. A field that takes more than reading a value states its cost.
 */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [ErrorsPlugin, RelayPlugin, ComplexityPlugin],
  defaultFieldNullability: false,
  relay: {
    clientMutationId: 'omit',
    cursorType: 'String',
    decodeGlobalID,
    nodeTypeOptions: { description: 'Anything that can be asked for again by its id.' },
    idFieldOptions: { description: 'Id over all types, for `node`.' },
    pageInfoTypeOptions: { description: 'Where a page lies in its list.' },
    hasNextPageFieldOptions: { description: 'True if entries follow this page.' },
    hasPreviousPageFieldOptions: { description: 'True if entries come before this page.' },
    startCursorFieldOptions: { description: 'Cursor of the first entry; null = the page is empty.' },
    endCursorFieldOptions: { description: 'Cursor of the last entry; null = the page is empty.' },
    pageInfoFieldOptions: { description: 'Where this page lies in the list.' },
    edgesFieldOptions: {
      nullable: { list: false, items: false },
      description: 'The entries of this page.',
      complexity: { field: 1, multiplier: 1 },
    },
    nodeFieldOptions: { nullable: false, description: 'The entry itself.' },
    cursorFieldOptions: { description: 'Place of this entry in the list, for `after` and `before`.' },
    firstArgOptions: {
      description: `Number of entries from the start, at most ${largestPage}; default ${defaultPage}.`,
    },
    lastArgOptions: { description: `Number of entries from the end, at most ${largestPage}.` },
    afterArgOptions: { description: 'Only entries after this cursor.' },
    beforeArgOptions: { description: 'Only entries before this cursor.' },
    nodeQueryOptions: {
      description: 'Anything by its id; null = there is no such thing.',
      args: { id: { description: 'Id as the field `id` gives it.' } },
    },
    nodesQueryOptions: {
      description: `Many things by their ids, in the same order; null = there is no such thing. At most ${largestPage}.`,
      args: { ids: { description: 'Ids as the field `id` gives them.' } },
      complexity: { field: 1, multiplier: largestPage },
      resolve: (_root, { ids }, _context, _info, resolveNodes) => {
        if (ids.length > largestPage) {
          throw new InvalidArgumentError('ids', `ids: ${ids.length} are too many, at most ${largestPage} at once.`);
        }
        return resolveNodes(ids);
      },
    },
  },
  complexity: {
    limit: limits,
    complexityError: (kind, { depth, maxDepth, breadth, maxBreadth, complexity, maxComplexity }) => {
      const [value, most] = {
        Depth: [depth, maxDepth],
        Breadth: [breadth, maxBreadth],
        Complexity: [complexity, maxComplexity],
      }[kind];
      return new GraphQLError(
        `The query is too large: its ${kind.toLowerCase()} is ${value}, at most ${most} is served. Ask for less at once.`,
        { extensions: { code: 'QUERY_TOO_LARGE', http: { spec: true, status: 400 } } },
      );
    },
  },
});

builder.queryType({ description: 'Everything that can be asked. All lists are bounded.' });

builder.mutationType({ description: 'Everything that can be recorded, by planners alone.' });

builder.globalConnectionField('totalCount', (t) =>
  t.int({
    description: 'Number of entries on all pages together; counted only when asked for.',
    resolve: ({ totalCount }) => (typeof totalCount === 'function' ? totalCount() : totalCount),
  }),
);

builder.scalarType('Date', {
  description: 'ISO date, e.g. 2021-06-30.',
  serialize: (value) => value,
  parseValue: (value) => parseDate(value),
  parseLiteral: (node) => parseDate(node.kind === Kind.STRING ? node.value : undefined),
});

builder.scalarType('DateTime', {
  description: 'ISO time with zone, e.g. 2022-01-31T12:00:00Z.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => parseDateTime(value),
  parseLiteral: (node) => parseDateTime(node.kind === Kind.STRING ? node.value : undefined),
});

builder.scalarType('GeoJSON', {
  description:
    'A MultiPolygon as RFC 7946 has it: longitude and latitude in degrees, EPSG:4326, outer rings counter-clockwise.',
  serialize: (value) => value,
  parseValue: (): never => {
    throw new GraphQLError('Geometry is given, not taken.');
  },
});

builder.scalarType('Numbers', {
  description:
    'A column of a series: a list of numbers, null where there is none. Of thousands, so it is a value of its own.',
  serialize: (value) => value,
  parseValue: (): never => {
    throw new GraphQLError('Columns are given, not taken.');
  },
});

function parseDate(value: unknown): string {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) {
    const date = new Date(`${value}T00:00:00Z`);
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)) return value;
  }
  throw new GraphQLError(`${JSON.stringify(value)} is no date; write it as in 2021-06-30.`);
}

function parseDateTime(value: unknown): Date {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(value)) {
    const date = new Date(value);
    if (!Number.isNaN(date.getTime())) return date;
  }
  throw new GraphQLError(`${JSON.stringify(value)} is no time with zone; write it as in 2022-01-31T12:00:00Z.`);
}

function decodeGlobalID(globalId: string): { typename: string; id: string } {
  const decoded = Buffer.from(globalId, 'base64').toString('utf8');
  const [, typename, id] = /^(\w+):(.+)$/s.exec(decoded) ?? [];
  if (typename === undefined || id === undefined || !nodeTypes.has(typename)) {
    throw new InvalidArgumentError(
      'id',
      `id: ${JSON.stringify(globalId)} is no id of this API; the field "id" gives one.`,
    );
  }
  return { typename, id };
}

const nodeTypes = new Set(['Edition', 'Municipality', 'District', 'Cell']);

/** Names and descriptions of a connection and of its edges. */
export function connectionNames(node: string, plural: string): [connection: NamedType, edge: NamedType] {
  return [
    { name: `${node}Connection`, description: `A page of a list: ${plural}.` },
    { name: `${node}Edge`, description: 'An entry of the page.' },
  ];
}

interface NamedType {
  name: string;
  description: string;
}
