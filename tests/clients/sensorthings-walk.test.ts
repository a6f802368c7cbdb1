import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { addNetwork, aDatastream, at, aThing, write } from '../server/sensors/network.ts';
import { openService, type Service } from '../server/sensorthings/service.ts';
import { addThings } from '../server/sensorthings/things.ts';

let database: TestDatabase;
let service: Service;
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
  await addThings(service);
  const { ids } = await addNetwork(database, [
    aThing({ key: 'fed' }),
    aDatastream({ thing: 'fed', property: 'air_temperature' }),
  ]);
  const datastream = ids.get('fed/air_temperature') ?? 0;
  await write(database, [at(datastream, '10:00', 1), at(datastream, '10:10', 2)]);
});
afterAll(async () => {
  await service.close();
  await database.close();
});

type Entity = Record<string, unknown> & { '@iot.selfLink': string };
interface Page {
  '@iot.count'?: number;
  '@iot.nextLink'?: string;
  value: Entity[];
}

/** A client that knows the address of the service alone, and of its answers the names of their control information. */
class Walker {
  readonly entities = new Map<string, Entity>();
  /** Links of the entities that a link leads to, by the link. */
  readonly ways = new Map<string, string[]>();

  async root(): Promise<void> {
    const { value } = (await read(service.url)) as { value: { name: string; url: string }[] };
    for (const { url } of value) await this.follow(url);
  }

  /** Follows a link, and all links of what it leads to. */
  async follow(link: string): Promise<void> {
    if (this.ways.has(link)) return;
    const found: Entity[] = [];
    this.ways.set(link, []);
    // Pages of three, so that there are next links everywhere.
    let next: string | undefined = `${link}?$top=3&$count=true`;
    const answer = await read(link);
    if (isEntity(answer)) found.push(answer);
    else
      while (next !== undefined) {
        const page = (await read(next)) as Page;
        found.push(...page.value);
        next = page['@iot.nextLink'];
        expect(page['@iot.count'], link).toBeGreaterThanOrEqual(found.length);
        if (next === undefined) expect(found.length, link).toBe(page['@iot.count']);
      }
    const links = found.map((entity) => entity['@iot.selfLink']);
    expect(new Set(links).size, link).toBe(links.length);
    this.ways.set(link, links);
    for (const entity of found) await this.visit(entity);
  }

  async visit(entity: Entity): Promise<void> {
    const self = entity['@iot.selfLink'];
    const known = this.entities.get(self);
    // Whichever way it was reached, it is the same.
    if (known) expect(entity).toEqual(known);
    else {
      this.entities.set(self, entity);
      expect(await read(self)).toEqual(entity);
      for (const [, link] of navigationOf(entity)) await this.follow(link);
    }
  }
}

async function read(link: string): Promise<unknown> {
  const { status, body, text } = await service.get(link);
  if (status !== 200) throw new Error(`GET ${link}: ${status} ${text}`);
  return body;
}

function isEntity(answer: unknown): answer is Entity {
  return typeof answer === 'object' && answer !== null && '@iot.selfLink' in answer;
}

function navigationOf(entity: Entity): [name: string, link: string][] {
  const end = '@iot.navigationLink';
  return Object.entries(entity).flatMap(([name, link]) =>
    name.endsWith(end) ? [[name.slice(0, -end.length), link as string] as [string, string]] : [],
  );
}

test('from the root every entity is reached by its links, the same by each way, and each way leads back', async () => {
  const walker = new Walker();
  await walker.root();
  const count = (set: string) => [...walker.entities.keys()].filter((link) => link.includes(`/${set}(`)).length;
  expect(
    Object.fromEntries(['Things', 'Datastreams', 'Observations', 'FeaturesOfInterest'].map((set) => [set, count(set)])),
  ).toEqual({
    ...{ Things: 4, Datastreams: 7, Observations: 74, FeaturesOfInterest: 4 },
  });
  for (const [self, entity] of walker.entities) {
    for (const [name, link] of navigationOf(entity)) {
      const targets = walker.ways.get(link) ?? [];
      if (!name.endsWith('s') && name !== 'FeaturesOfInterest') expect(targets, link).toHaveLength(1);
      for (const target of targets) {
        const reached = walker.entities.get(target);
        const back = reached ? navigationOf(reached).map(([, way]) => walker.ways.get(way) ?? []) : [];
        expect(
          back.some((links) => links.includes(self)),
          `${link} leads to ${target}, and not back`,
        ).toBe(true);
      }
    }
  }
});
