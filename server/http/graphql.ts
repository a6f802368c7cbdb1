import type { IncomingMessage, ServerResponse } from 'node:http';
import { type RequestHandler, Router } from 'express';
import { GraphQLError, lexicographicSortSchema, printSchema } from 'graphql';
import { createYoga, isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { ApiContext } from '../builder.ts';
import type { Edition } from '../editions/queries.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { stringify } from '../number-text.ts';
import { schema } from '../schema.ts';
import { compress } from './compress.ts';
import { largestBody, limitDocuments, longestMessage, shortened } from './graphql-limits.ts';
import type { Ask } from './opening.ts';
import { isToken } from './token.ts';

/** The API: over HTTP, to be mounted at `/graphql`, beside it `/graphql/schema.graphql`, the schema as text; and from within. */
export function createGraphql(api: ApiContext, logger: Logger, plannerToken?: string): { router: Router; ask: Ask } {
  const yoga = createYoga<Exchange>({
    schema,
    context: ({ request }) => ({
      ...api,
      planner: isPlanner(request.headers.get('authorization'), plannerToken),
      drafts: new Map<string, Edition>(),
    }),
    graphqlEndpoint: '/graphql',
    graphiql: false, // its page loads scripts from elsewhere
    landingPage: false,
    multipart: false,
    maxRequestBodySize: largestBody,
    cors: { origin: '*', credentials: false, methods: ['GET', 'POST'] },
    logging: false,
    maskedErrors: { maskError: (error) => toClientError(error, logger) },
    plugins: [limitDocuments(), maskErrors(logger), spliceNumbers(), compressAnswers()],
  });

  const router = Router();
  const text = `${printSchema(lexicographicSortSchema(schema))}\n`;
  router.get('/schema.graphql', (_request, response) => {
    response.type('text/plain').send(text);
  });
  router.get('/', (request, response, next) => {
    if ('query' in request.query || request.accepts(['json', 'html']) !== 'html') next();
    else response.type('html').send(landing);
  });
  router.all('/', refuseOther, (request, response, next) => {
    if (isWrongToken(request.get('authorization'), plannerToken)) {
      response.status(401).set('WWW-Authenticate', 'Bearer').json(wrongToken);
      return;
    }
    request.url = request.originalUrl; // yoga looks for its own path
    Promise.resolve(yoga(request, response)).catch(next);
  });
  return { router, ask: (query, variables) => askWithin(yoga, query, variables) };
}

/** Whoever believes to see all and does not would take what is withheld for what is not there. Other schemes are a proxy's. */
function isWrongToken(header: string | undefined, plannerToken: string | undefined): boolean {
  return plannerToken !== undefined && header?.startsWith('Bearer ') === true && !isToken(header, plannerToken);
}

function isPlanner(header: string | null, plannerToken: string | undefined): boolean {
  return plannerToken !== undefined && isToken(header ?? undefined, plannerToken);
}

const wrongToken = {
  errors: [
    {
      message:
        'Authorization: this is not the token of the planners’ view. Send the right one, or none for the public view.',
      extensions: { code: 'UNAUTHENTICATED' },
    },
  ],
};

/** By the same way as a request from outside, its limits included. */
async function askWithin(
  yoga: { fetch: (url: string, init: RequestInit) => Promise<Response> | Response },
  query: string,
  variables: object,
): Promise<unknown> {
  const response = await yoga.fetch('http://localhost/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
  return errors === undefined ? data : undefined;
}

/** What people see who open the address in a browser; a console would have to come from elsewhere. */
const landing = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>Breitblick: GraphQL</title></head>
  <body>
    <h1>Breitblick: GraphQL</h1>
    <p>This address answers GraphQL over HTTP, by GET and POST; any client can be pointed at it.</p>
    <p>What can be asked, with descriptions and units: <a href="/graphql/schema.graphql">schema.graphql</a>.</p>
  </body>
</html>
`;

const bodyTypes = [
  'application/json',
  'application/graphql+json',
  'application/graphql',
  'application/x-www-form-urlencoded',
];

/** Refuses, in words, what can't be a GraphQL request; yoga would answer with the bare status. */
const refuseOther: RequestHandler = (request, response, next) => {
  const refuse = (status: number, code: string, message: string): void => {
    response.status(status).json({ errors: [{ message, extensions: { code } }] });
  };
  if (!['GET', 'HEAD', 'POST', 'OPTIONS'].includes(request.method)) {
    response.set('Allow', 'GET, POST');
    refuse(405, 'METHOD_NOT_ALLOWED', `${request.method} is not served here; use GET or POST.`);
  } else if (request.method === 'POST' && !request.is(bodyTypes)) {
    refuse(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      'Content-Type: send the query as application/json, as in {"query": "{ technologies { technology } }"}.',
    );
  } else if (Number(request.get('content-length') ?? 0) > largestBody) {
    refuse(413, 'REQUEST_ENTITY_TOO_LARGE', `The request's body is too large; at most ${largestBody} bytes are read.`);
  } else next();
};

interface Exchange {
  req: IncomingMessage;
  res: ServerResponse;
}

/** Masks what resolvers throw, and logs it with the id of the request, which yoga's own masking does not know. */
function maskErrors(logger: Logger): Plugin<Exchange> {
  return {
    onExecute: ({ args }) => ({
      onExecuteDone({ result, setResult }) {
        if (isAsyncIterable(result) || !result.errors) return;
        const { req } = args.contextValue as { req?: { log?: Logger } }; // none when asked from within
        setResult({ ...result, errors: result.errors.map((error) => toClientError(error, req?.log ?? logger)) });
      },
    }),
  };
}

/** Columns of numbers go into the answer as the database wrote them. */
function spliceNumbers(): Plugin<Exchange> {
  return {
    onExecute: () => ({
      onExecuteDone({ result, setResult }) {
        if (!isAsyncIterable(result)) setResult({ ...result, stringify } as typeof result);
      },
    }),
  };
}

/** A list of all municipalities is 360 kB of JSON, and a fifth of that compressed. */
function compressAnswers(): Plugin<Exchange> {
  return {
    async onResponse({ request, response, fetchAPI, ...exchange }) {
      const accepted = request.headers.get('accept-encoding');
      if (accepted === null || !response.headers.get('content-type')?.includes('json')) return;
      const { body, encoding } = await compress(new Uint8Array(await response.arrayBuffer()), accepted);
      const headers = new fetchAPI.Headers(response.headers);
      headers.append('Vary', 'Accept-Encoding');
      headers.set('Content-Length', String(body.length));
      if (encoding) headers.set('Content-Encoding', encoding);
      const { status, statusText } = response;
      exchange.setResponse(new fetchAPI.Response(body as BodyInit, { status, statusText, headers }));
    },
  };
}

/** Deliberate errors leave the house with a code that a client can act on; the rest is masked and logged. */
function toClientError(error: unknown, logger: Logger): GraphQLError {
  const original = error instanceof GraphQLError ? (error.cause ?? error) : error;
  const place = error instanceof GraphQLError && error.nodes ? { nodes: error.nodes, path: error.path } : {};
  if (original instanceof InvalidArgumentError) {
    const extensions = { code: 'BAD_USER_INPUT', argument: original.argument };
    return new GraphQLError(shortened(original.message), { ...place, extensions });
  }
  if (original instanceof NotFoundError) {
    return new GraphQLError(shortened(original.message), { ...place, extensions: { code: 'NOT_FOUND' } });
  }
  if (error instanceof GraphQLError && original instanceof GraphQLError) {
    const { extensions } = error;
    return error.message.length > longestMessage
      ? new GraphQLError(shortened(error.message), { ...place, extensions })
      : error;
  }
  logger.error({ err: original, path: error instanceof GraphQLError ? error.path : undefined }, 'query failed');
  return new GraphQLError('Something went wrong here; it was logged.', {
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', http: { status: 500 } },
  });
}
