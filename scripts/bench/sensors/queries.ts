/** Latest values and hourly means over GraphQL, beside PostGraphile over the same tables. */
import { compare, type Comparison, type Round } from '../compare.ts';
import { type Load, startSubject, type Subject } from '../load.ts';
import { ags, from, thingCount, until } from './network.ts';

/** The same questions in each one's words. */
const ours = {
  latest: `{ latestValues(ags: "${ags}") { datastreamIds times values flags } }`,
  hourly: (id: number) =>
    `{ datastreams(ags: "${ags}", ids: [${id}]) { series(from: "${from.toISOString()}", to: "${until.toISOString()}", bucket: HOUR) { start length means counts } } }`,
};
const theirs = {
  latest: `{ allThings(first: ${thingCount}) { nodes { rowId name datastreams { rowId latest { phenomenonTime result flags } } } } }`,
  hourly: (id: number) =>
    `{ hourlyMeansList(datastreamId: "${id}", since: "${from.toISOString()}", until: "${until.toISOString()}") { hour mean count } }`,
};

/** `size`: how many observations there are, in words. `whole`: ids of datastreams with a whole year. */
export async function compareSensors(
  databaseUrl: string,
  size: string,
  whole: readonly number[],
  round: Round,
): Promise<Comparison[]> {
  const settings = { DATABASE_URL: databaseUrl, NODE_ENV: 'production', GRAPHILE_ENV: 'production' };
  const us = await startSubject('breitblick.ts', settings);
  // Keeps nothing, so that it answers every question as one that nobody has asked since the start.
  const forgetful = await startSubject('breitblick.ts', { ...settings, SERIES_MEMORY_MB: '0' });
  try {
    const peer = await startSubject('postgraphile.ts', settings);
    try {
      await requireSameAnswer(us, peer, whole[0] ?? 0);
      await requireSameAnswer(forgetful, peer, whole[0] ?? 0);
      const peerName = 'PostGraphile 5';
      const latest = await compare(us, peer, [loadOf([ours.latest]), loadOf([theirs.latest])], round);
      const hourly: [Load, Load] = [loadOf(whole.map(ours.hourly)), loadOf(whole.map(theirs.hourly))];
      const fresh = await compare(forgetful, peer, hourly, round);
      const again = await compare(us, peer, hourly, round);
      const name = 'hourly means of a year';
      return [
        {
          name: `latest value of ${thingCount} things × 5 datastreams, ${size}`,
          ours: latest[0],
          peer: latest[1],
          peerName,
        },
        { name: `${name}, asked for the first time, ${size}`, ours: fresh[0], peer: fresh[1], peerName },
        { name: `${name}, asked again, ${size}`, ours: again[0], peer: again[1], peerName },
      ];
    } finally {
      await peer.close();
    }
  } finally {
    await us.close();
    await forgetful.close();
  }
}

function loadOf(queries: readonly string[]): Load {
  const requests = queries.map((query) => ({
    method: 'POST' as const,
    path: '/graphql',
    body: JSON.stringify({ query }),
  }));
  return { requests, headers: { 'content-type': 'application/json' } };
}

/** Errors: where a latest value or an hourly mean differs; a race to different places would mean nothing. */
async function requireSameAnswer(us: Subject, peer: Subject, id: number): Promise<void> {
  const { latestValues } = await ask<{ latestValues: { datastreamIds: number[]; values: number[] } }>(us, ours.latest);
  const { allThings } = await ask<{
    allThings: { nodes: { datastreams: { rowId: string; latest: { result: number } }[] }[] };
  }>(peer, theirs.latest);
  const one = new Map(latestValues.datastreamIds.map((key, index) => [key, latestValues.values[index]]));
  const other = allThings.nodes.flatMap(({ datastreams }) => datastreams);
  const wrong = other.find(({ rowId, latest }) => one.get(Number(rowId)) !== latest.result);
  if (other.length !== one.size || wrong) {
    throw new Error(`The servers disagree about latest values: ${one.size}, ${other.length}, ${JSON.stringify(wrong)}`);
  }
  const { datastreams } = await ask<{ datastreams: { series: { means: number[] } }[] }>(us, ours.hourly(id));
  const { hourlyMeansList: hourlyMeans } = await ask<{ hourlyMeansList: { mean: number }[] }>(peer, theirs.hourly(id));
  const means = datastreams[0]?.series.means ?? [];
  const differing = hourlyMeans.findIndex(({ mean }, index) => Math.abs(mean - (means[index] ?? NaN)) > 1e-9);
  if (hourlyMeans.length !== means.length || differing >= 0) {
    throw new Error(`The servers disagree about hourly means: ${means.length}, ${hourlyMeans.length}, at ${differing}`);
  }
}

async function ask<T>({ url }: Subject, query: string): Promise<T> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data?: T; errors?: unknown };
  if (!data || errors !== undefined) throw new Error(`${url} answered ${JSON.stringify(errors)} to ${query}`);
  return data;
}
