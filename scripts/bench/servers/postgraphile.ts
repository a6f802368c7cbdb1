/** PostGraphile 5 over `bench_api`: a view, and functions that PostgreSQL can inline. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setting } from './listen.ts';

/** By name, so that types also hold where the bench's own packages are not installed. */
async function load(name: string): Promise<Record<string, (...values: unknown[]) => unknown>> {
  return (await import(name)) as Record<string, (...values: unknown[]) => unknown>;
}

const { postgraphile } = await load('postgraphile');
const { makePgService } = await load('postgraphile/adaptors/pg');
const { PostGraphileAmberPreset } = await load('postgraphile/presets/amber');
const { grafserv } = await load('postgraphile/grafserv/node');

const instance = postgraphile?.({
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService?.({
      connectionString: setting('DATABASE_URL'),
      schemas: ['bench_api'],
      poolConfig: { max: 10 },
    }),
  ],
  grafserv: { graphqlPath: '/graphql', graphiql: false, websockets: false },
  grafast: { explain: false },
}) as { createServ(adaptor: unknown): { addTo(server: unknown): Promise<void> } };

const server = createServer();
await instance.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
