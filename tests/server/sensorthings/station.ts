/** A small station, and what a request has changed. */
import { setNames } from '../../../server/sensorthings/model.ts';
import { aDatastream, anObservation, aThing } from './bodies.ts';
import { make, namesOf, type Service } from './service.ts';

/** How many entities of each set there are. */
export async function census(service: Service): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of setNames) {
    const { body } = await service.get(`/${name}?$count=true&$top=0`);
    counts[name] = (body as Record<string, number>)['@iot.count'] ?? -1;
  }
  return counts;
}

/** What changed since an earlier census. */
export async function changes(service: Service, before: Record<string, number>): Promise<Record<string, number>> {
  const after = await census(service);
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, difference]) => difference !== 0),
  );
}

/** A thing with one datastream that has one observation; their ids. */
export async function makeStation(service: Service) {
  const thing = await make(service, '/Things', aThing({ Datastreams: [aDatastream()] }));
  const [datastream] = await namesOf(service, `/Things(${thing})/Datastreams`, '@iot.id');
  const observation = await make(service, `/Datastreams(${datastream as number})/Observations`, anObservation());
  return { thing, datastream: datastream as number, observation };
}
