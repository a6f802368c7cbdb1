/* eslint-disable @typescript-eslint/no-non-null-assertion -- a request that came has an address */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FeatureServerOptions } from '../../../geodata/formats/arcgis.ts';

/** Servers that a test began; its file closes them. */
export const servers: Server[] = [];
/** Begins to listen on a free port, and returns it. */
export async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const classes = [10, 100, 1000];

export interface StandIn {
  url: string;
  /** Offsets of the pages that were asked for. */
  offsets: number[];
  queries: URLSearchParams[];
}

/** What may go wrong before an answer; true = it was answered. */
export type Trouble = (request: URL, response: ServerResponse, count: number) => boolean;

/** What may change in a service while it runs. */
export interface State {
  changed?: number;
  /** Share of the tenth cell. */
  tenth?: number;
}

/** A FeatureServer with `total` cells in a row, as the atlas has it: no id of a cell, polygons in EPSG:3035. */
export async function startService(total: number, trouble: Trouble = () => false, state: State = {}): Promise<StandIn> {
  const offsets: number[] = [];
  const queries: URLSearchParams[] = [];
  let count = 0;
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url!, 'http://localhost');
    count += 1;
    if (trouble(url, response, count)) return;
    const send = (value: unknown): void => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(value));
    };
    if (url.pathname.endsWith('/FeatureServer/0')) {
      send({
        name: 'festnetz_grid',
        objectIdField: 'OBJECTID',
        maxRecordCount: 40,
        fields: ['OBJECTID', 'gem', 'down_gw_alle_10', ...classes.map((mbits) => `down_fn_hh_alle_${mbits}`)].map(
          (name) => ({ name }),
        ),
        editingInfo: { lastEditDate: state.changed ?? 1700000000000 },
      });
    } else if (url.searchParams.get('returnCountOnly') === 'true') {
      send({ count: total });
    } else {
      const query = url.searchParams;
      queries.push(query);
      const offset = Number(query.get('resultOffset'));
      offsets.push(offset);
      const rows = Array.from(
        { length: Math.max(0, Math.min(Number(query.get('resultRecordCount')), total - offset)) },
        (_, index) => offset + index,
      );
      send({
        exceededTransferLimit: offset + rows.length < total,
        features: rows.map((row) => {
          const [west, south] = [4183700 + row * 100, 2900100];
          return {
            attributes: {
              OBJECTID: row + 1,
              gem: '07313000',
              down_fn_hh_alle_10: 100,
              down_fn_hh_alle_100: row === 3 ? null : row === 9 ? (state.tenth ?? 50.5) : 50.5,
              down_fn_hh_alle_1000: 0,
            },
            geometry: {
              rings: [
                [
                  [west, south],
                  [west, south + 100],
                  [west + 100, south + 100],
                  [west + 100, south],
                  [west, south],
                ],
              ],
            },
          };
        }),
      });
    }
  };
  const port = await listen(createServer(answer));
  return { url: `http://127.0.0.1:${port}/arcgis/rest/services/festnetz_014/FeatureServer`, offsets, queries };
}

/** Patience of a test. */
export const quick: FeatureServerOptions = { firstWaitMs: 1, tries: 3, timeoutMs: 5000 };
