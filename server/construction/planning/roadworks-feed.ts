import { trafficEffects } from '../../../geodata/construction/planning.ts';
import type { ApiContext } from '../../builder.ts';
import { NotFoundError } from '../../errors.ts';
import type { RolloutFeed } from '../feeds.ts';
import { type Language, uuidOf } from '../news.ts';
import { findAreas } from '../queries.ts';
import { today } from '../today.ts';
import { addDays } from './buckets.ts';
import { findRoadworks } from './queries.ts';

/** Works that ended so many days ago are still told, so that a reader learns that a street is open again. */
const keptDays = 30;
const mostWorks = 200;

const words = {
  de: {
    title: (name: string) => `Baustellen: ${name}`,
    street: 'Straße nicht angegeben',
    time: (first: string, last: string | null) => (last === null ? `ab ${first}, Ende offen` : `${first} bis ${last}`),
    source: (publisher: string) => `Quelle: ${publisher}.`,
    modelled: 'Modelliert, keine echte Baustelle.',
  },
  en: {
    title: (name: string) => `Roadworks: ${name}`,
    street: 'street not stated',
    time: (first: string, last: string | null) =>
      last === null ? `from ${first}, no end stated` : `${first} to ${last}`,
    source: (publisher: string) => `Source: ${publisher}.`,
    modelled: 'Modelled, no real roadworks.',
  },
} as const;

/**
 * Roadworks of a municipality, or of one of its districts: those to come, those that go on, and those that ended in the last
 * weeks. Errors: NotFoundError for a district without rollout areas and for a municipality that is not known.
 */
export async function findRoadworksFeed(
  { db, register, places }: ApiContext,
  { ags, districtName }: { ags: string; districtName: string | null },
  language: Language,
): Promise<RolloutFeed> {
  const municipality = (await places.get()).find(ags);
  if (!municipality) throw new NotFoundError(`The boundaries know no municipality ${ags}.`);
  const areas = await findAreas(db, [ags], null);
  const districts = new Map(areas.map((area) => [area.id, area.districtName]));
  const own = areas.filter((area) => area.districtName === districtName).map(({ id }) => id);
  if (districtName !== null && own.length === 0) {
    throw new NotFoundError(`There is no rollout in a district ${JSON.stringify(districtName)} of ${ags}.`);
  }
  const found = await findRoadworks(db, {
    ags,
    areaIds: districtName === null ? null : own,
    asOf: null,
    from: addDays(today(), -keptDays),
    until: null,
    box: null,
    limit: mostWorks,
  });
  const w = words[language];
  const told = found.map((works) => {
    const { id, first, last, editionId, recordedAt, trafficEffect } = works;
    const edition = register.find(editionId);
    const [reason, detour] = language === 'de' ? [works.reasonDe, works.detourDe] : [works.reasonEn, works.detourEn];
    const effect = trafficEffects.find((one) => one.id === trafficEffect)?.name[language] ?? trafficEffect;
    return {
      uuid: uuidOf('roadworks', ags, id),
      title: `${works.street ?? w.street}: ${effect}`,
      text: [
        ...[`${w.time(first, last)}.`, reason === null ? null : `${reason}.`, detour === null ? null : `${detour}.`],
        ...[edition?.modelled ? w.modelled : null, w.source(edition?.publisher ?? '')],
      ]
        .filter((part) => part !== null)
        .join(' '),
      publisher: edition?.publisher ?? '',
      recordedAt,
      districtName: works.areaId === null ? null : (districts.get(works.areaId) ?? null),
      ...{ first, last: last ?? first, moved: 0 },
    };
  });
  return {
    title: w.title(districtName ?? municipality.name),
    page: { view: 'progress', place: ags, ...(districtName !== null && { district: districtName }) },
    news: told.toSorted((one, other) => other.recordedAt.getTime() - one.recordedAt.getTime()),
    days: told,
    calendar: { tentative: false, news: false },
  };
}
