import { trafficEffects } from '../../geodata/construction/planning.ts';
import type { ConstructionWords } from '../messages/construction-de.ts';
import type { rolloutMapWords } from '../messages/rollout-map.ts';
import type { Language } from '../view.ts';
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
  addresses?: number;
  street?: string;
  traffic_effect?: string;
  first?: string;
  last?: string;
  reason_de?: string;
  reason_en?: string;
  detour_de?: string;
  detour_en?: string;
  area_m2?: number;
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

/** What roadworks do to traffic, from when to when, why, and which way leads around them. */
export function roadworksText(c: ConstructionWords, m: MapWords, works: Attributes, language: Language): string {
  const effect = trafficEffects.find(({ id }) => id === works.traffic_effect)?.name[language];
  const [first, last] = [works.first, works.last].map((day) => (day === undefined ? undefined : c.by(day, undefined)));
  const [reason, detour] = language === 'de' ? [works.reason_de, works.detour_de] : [works.reason_en, works.detour_en];
  const size =
    works.length_m !== undefined
      ? m.roadworksLength(works.length_m)
      : works.area_m2 !== undefined
        ? m.roadworksArea(works.area_m2)
        : undefined;
  const parts = [
    effect,
    m.roadworksTime(first, last),
    reason,
    detour === undefined ? undefined : m.detour(detour),
    size,
  ];
  return parts.filter((part) => part !== undefined).join('. ');
}

/** What something on the map is called. */
export function nameOf(m: MapWords, { source, properties }: { source: string; properties: Attributes }): string {
  if (source === 'trenches') return m.trench(properties.length_m ?? 0);
  if (source === 'addresses') return m.addresses(properties.addresses ?? 1);
  if (source === 'roadworks') return m.roadworks(properties.street);
  if (source === 'network-points') return m.points[(properties.kind ?? 'other') as keyof MapWords['points']];
  return properties.name ?? '';
}
