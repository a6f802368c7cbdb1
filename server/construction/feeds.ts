import type { ApiContext } from '../builder.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import { findAddress } from '../places/address-queries.ts';
import { formatHouseNumber } from '../../geodata/addresses/house-number.ts';
import { loadRollouts } from './address-rollouts.ts';
import { today } from './today.ts';
import {
  type AnnouncedDays,
  announcedDaysOf,
  keyOf,
  type Language,
  type News,
  newsOfAnnouncement,
  newsOfStatement,
  type Subject,
} from './news.ts';
import {
  type Announcement,
  findAnnouncements,
  findAreas,
  findAreasNear,
  findStatements,
  type RolloutArea,
  type Statement,
} from './queries.ts';
import { type Slip, withSlip } from './slip.ts';

/** What news are asked about. `near` are the areas within so many metres of a point, degrees EPSG:4326. */
export type FeedAbout =
  | { kind: 'district'; ags: string; name: string }
  | { kind: 'address'; ags: string; id: string }
  | { kind: 'near'; latitude: number; longitude: number; metres: number };

/** News of a part of the rollout. */
export interface RolloutFeed {
  title: string;
  /** Query of the page that shows the same; the view is the rollout where it names none. */
  page: Record<string, string>;
  /** Newest first, at most `mostNews`. */
  news: readonly News[];
  days: readonly AnnouncedDays[];
  /** Whether the days may still move, and whether the calendar has the days on which news came too. */
  calendar: { tentative: boolean; news: boolean };
}

/** Readers of feeds have the older ones already. */
const mostNews = 200;
export const farthestM = 20_000;

const titles = {
  de: { of: (name: string) => `Glasfaser-Ausbau: ${name}`, near: (metres: number) => `Umkreis von ${metres} m` },
  en: { of: (name: string) => `Fibre rollout: ${name}`, near: (metres: number) => `within ${metres} m` },
};

/**
 * All that became known of an address, of a district or of the areas around a point, also where what was said changed.
 * It tells what the public view tells: of few households nothing that follows from an order, and around a point of areas
 * alone. Errors: NotFoundError for what is not there, InvalidArgumentError for a point or a distance out of range.
 */
export async function findFeed(context: ApiContext, about: FeedAbout, language: Language): Promise<RolloutFeed> {
  switch (about.kind) {
    case 'address':
      return feedOfAddress(context, about, language);
    case 'district': {
      const all = await findAreas(context.db, [about.ags], null);
      const areas = all.filter(({ districtName }) => districtName === about.name);
      if (areas.length === 0) {
        const known = [...new Set(all.map(({ districtName }) => districtName))].filter((name) => name !== null);
        throw new NotFoundError(
          `There is no rollout in a district ${JSON.stringify(about.name)} of ${about.ags}. ${known.length > 0 ? `Known are ${known.join(', ')}.` : 'None is known in this municipality.'}`,
        );
      }
      return feedOfAreas(context, areas, language, about.name, { place: about.ags, district: about.name });
    }
    case 'near': {
      const { latitude, longitude, metres } = about;
      checkRange('lat', latitude, -90, 90);
      checkRange('lon', longitude, -180, 180);
      checkRange('m', metres, 1, farthestM);
      const areas = await findAreasNear(context.db, [longitude, latitude], metres);
      return feedOfAreas(
        context,
        areas,
        language,
        titles[language].near(metres),
        areas[0] ? { place: areas[0].ags } : {},
      );
    }
  }
}

async function feedOfAreas(
  { db, register }: ApiContext,
  areas: readonly RolloutArea[],
  language: Language,
  name: string,
  page: Record<string, string>,
): Promise<RolloutFeed> {
  const subjects = areas.map(({ ags, id }) => ({ ags, kind: 'area' as const, id }));
  const [statements, announcements] = await Promise.all([
    findStatements(db, subjects, { on: null, asOf: null }),
    findAnnouncements(db, subjects, null),
  ]);
  const known = new Map(areas.map((area) => [`${area.ags} area ${area.id}`, area]));
  return compose(statements, withSlip(announcements), known, register, language, name, page);
}

async function feedOfAddress(
  context: ApiContext,
  { ags, id }: { ags: string; id: string },
  language: Language,
): Promise<RolloutFeed> {
  const { db, register } = context;
  const address = await findAddress(db, ags, id, null);
  if (!address)
    throw new NotFoundError(`There is no address ${JSON.stringify(id)} in ${ags}; ids are those of the API.`);
  // A feed is for everybody, whoever asks for it.
  const publicView = { ...context, planner: false };
  const rollout = (await loadRollouts(publicView, [address], { on: today(), asOf: null }))(address);
  const { place: area } = rollout;
  const ofArea = area ? await findStatements(db, [{ ags, kind: 'area', id: area.id }], { on: null, asOf: null }) : [];
  const name = `${address.street} ${formatHouseNumber(address)}`;
  const known = new Map<string, Subject>([[`${ags} address ${id}`, { name, districtName: null }]]);
  if (area) known.set(`${ags} area ${area.id}`, area);
  return compose([...rollout.history, ...ofArea], rollout.announcements, known, register, language, name, {
    place: ags,
    address: id,
  });
}

function compose(
  statements: readonly Statement[],
  announcements: readonly (Announcement & Slip)[],
  subjects: ReadonlyMap<string, Subject>,
  register: ApiContext['register'],
  language: Language,
  name: string,
  page: Record<string, string>,
): RolloutFeed {
  const editionOf = (id: string) => register.find(id);
  const subjectOf = (said: Statement | Announcement): Subject =>
    subjects.get(keyOf(said)) ?? { name: said.subjectId, districtName: null };
  const news = [
    ...statements.map((one) => newsOfStatement(one, subjectOf(one), language, editionOf)),
    ...announcements.map((one) => newsOfAnnouncement(one, subjectOf(one), language, editionOf)),
  ];
  const days = [...Map.groupBy(announcements, (one) => `${keyOf(one)} ${one.stage}`).values()].flatMap((group) => {
    const [first] = group;
    return (first && announcedDaysOf(group, subjectOf(first), language, editionOf)) ?? [];
  });
  const newestFirst = news.toSorted(
    (one, other) => other.recordedAt.getTime() - one.recordedAt.getTime() || one.uuid.localeCompare(other.uuid),
  );
  return {
    title: titles[language].of(name),
    page,
    news: newestFirst.slice(0, mostNews),
    days,
    calendar: { tentative: true, news: true },
  };
}

function checkRange(name: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return;
  throw new InvalidArgumentError(name, `${name}: ${value} is out of range, it can be ${least} to ${most}.`);
}
