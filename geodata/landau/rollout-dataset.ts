/** The construction record that the project ships: what was published about Landau's rollout, and samples beside it. */
import type { MultiPolygon } from 'geojson';
import type { RolloutRecord } from '../construction/records.ts';
import { type DatasetEdition, ownEdition } from './edition.ts';
import { areaMethod, historyMethod, planningMethod, sampleAddressMethod } from './methods.ts';
import { modelAreas } from './rollout-areas.ts';
import { publications, type Publication } from './rollout-facts.ts';
import { modelHistories, type RolloutModel } from './rollout-histories.ts';
import { modelPlanning } from './rollout-planning.ts';
import { modelStreets, type SampleStreet } from './rollout-streets.ts';

/** All editions of the construction record, in the order in which they became known. */
export function rolloutEditions(boundary: MultiPolygon): DatasetEdition[] {
  const areas = modelAreas(boundary);
  const streets = modelStreets(boundary, areas);
  const histories = modelHistories(streets);
  const { trenches, networkPoints, statements } = histories;
  const [first, last] = [publications[0]?.date ?? '', publications.at(-1)?.date ?? ''];
  const modelled = { source: 'breitblick', modelled: true } as const;
  return [
    ownEdition(areas, {
      ...modelled,
      kind: 'rollout',
      title: 'Rollout areas of Landau in der Pfalz, modelled',
      method: areaMethod,
      referenceDate: first,
      recordedAt: first,
    }),
    ownEdition(
      streets.flatMap(({ houses }) => houses),
      {
        ...modelled,
        kind: 'addresses',
        title: 'Sample addresses of Landau in der Pfalz, modelled',
        method: sampleAddressMethod,
        referenceDate: first,
        recordedAt: first,
      },
    ),
    ...publications.map(publicationEdition),
    ownEdition([...trenches, ...networkPoints, ...statements] satisfies RolloutRecord[], {
      ...modelled,
      kind: 'rollout',
      title: 'Trenches and stages of sample addresses in Landau in der Pfalz, modelled',
      method: historyMethod,
      referenceDate: last,
      recordedAt: last,
    }),
    planningEdition(streets, histories, last),
  ];
}

/** Plan, spending, defects and roadworks alone, for a database that was filled before there were any. */
export function planningEditions(boundary: MultiPolygon): DatasetEdition[] {
  const streets = modelStreets(boundary, modelAreas(boundary));
  return [planningEdition(streets, modelHistories(streets), publications.at(-1)?.date ?? '')];
}

function planningEdition(streets: readonly SampleStreet[], histories: RolloutModel, date: string): DatasetEdition {
  const { plan, spending, defects, roadworks, statements } = modelPlanning(streets, histories);
  return ownEdition([...statements, ...plan, ...spending, ...defects, ...roadworks] satisfies RolloutRecord[], {
    source: 'breitblick',
    modelled: true,
    kind: 'rollout',
    title: 'Plan, spending, surface defects and roadworks in Landau in der Pfalz, modelled',
    method: planningMethod,
    referenceDate: date,
    recordedAt: date,
  });
}

function publicationEdition({ title, source, date, method, records }: Publication): DatasetEdition {
  return ownEdition(records, {
    kind: 'rollout',
    title,
    source,
    modelled: false,
    method,
    referenceDate: date,
    recordedAt: date,
  });
}
