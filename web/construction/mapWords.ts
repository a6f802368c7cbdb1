import type { ConstructionWords } from '../messages/construction-de.ts';
import type { rolloutMapWords } from '../messages/rollout-map.ts';
import { apiStageOf, standingStatementOf } from './classes.ts';
import type { Progress, RolloutArea } from './documents.ts';
import { saidOf } from './wording.ts';

type MapWords = (typeof rolloutMapWords)['de'];

/** Attributes of a feature that its tile has; an absent one is not known. */
interface Attributes {
  stage?: string;
  progress?: string;
  name?: string;
  kind?: string;
  length_m?: number;
}

/** Where an area stands, in the words of its source. */
export function wordsOfArea(c: ConstructionWords, m: MapWords, area: Pick<RolloutArea, 'rollout'>): string {
  const statement = standingStatementOf(area);
  return statement ? m.standing(c.stages[statement.stage], saidOf(c, { ...statement, shareOf: null })) : m.nothing;
}

/** Where something on the map stands, as its tile says. */
export function standingOfFeature(c: ConstructionWords, m: MapWords, { stage, progress }: Attributes): string {
  if (stage === undefined) return m.nothing;
  const said = c.progress[progress?.toUpperCase() as Progress] as string | undefined;
  const name = c.stages[apiStageOf(stage)];
  return said === undefined ? name : m.standing(name, said);
}

/** What something on the map is called. */
export function nameOf(m: MapWords, { source, properties }: { source: string; properties: Attributes }): string {
  if (source === 'trenches') return m.trench(properties.length_m ?? 0);
  if (source === 'addresses') return m.address;
  if (source === 'network-points') return m.points[(properties.kind ?? 'other') as keyof MapWords['points']];
  return properties.name ?? '';
}
