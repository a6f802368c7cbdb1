import { type RawBuilder, sql } from 'kysely';
import type {
  AreaRecord,
  FeatureRecord,
  NetworkPointRecord,
  StageEventRecord,
  TrenchRecord,
} from '../../../geodata/construction/records.ts';
import { refused, warning } from '../../../geodata/formats/problems.ts';
import { findMunicipalitiesAt } from '../../places/locate.ts';
import type { Recording } from '../import.ts';

/** What is known under an id before an import. */
interface Known {
  ags: string;
  id: string;
  name: string | null;
  district: string | null;
  operator: string | null;
  funding: AreaRecord['funding'];
  households: number | null;
  areaId: string | null;
  surface: TrenchRecord['surface'];
  pointKind: NetworkPointRecord['kind'] | null;
}

export interface ResolvedFeatures {
  areas: AreaRecord[];
  trenches: TrenchRecord[];
  networkPoints: NetworkPointRecord[];
  events: StageEventRecord[];
}

/**
 * Makes areas, trenches and points of a file's features: finds their municipality by their place, keeps of the known ones
 * what the file does not say, and reports what is wrong with their shape.
 */
export async function resolveFeatures(
  { transaction, report }: Recording,
  batch: readonly FeatureRecord[],
): Promise<ResolvedFeatures> {
  const shapes = await sql<{ inside: [number, number] | null; reason: string | null; lost: boolean }>`
    select array[ST_X(p.point), ST_Y(p.point)] as inside, case when ST_IsValid(s.shape) then null else ST_IsValidReason(s.shape) end as reason,
      ST_IsEmpty(s.mended) as lost
    from (
      select place, shape, case when ST_Dimension(shape) = 2 then ST_CollectionExtract(ST_MakeValid(shape), 3) else shape end as mended
      from (
        select place, ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326) as shape
        from unnest(${batch.map(({ geometry }) => JSON.stringify(geometry))}::text[]) with ordinality as g (geometry, place)
        offset 0
      ) as g offset 0
    ) as s
    cross join lateral (select ST_PointOnSurface(s.mended) as point offset 0) as p
    order by s.place`.execute(transaction);
  const found = await findMunicipalitiesAt(
    transaction,
    shapes.rows.map(({ inside }) => (inside?.[0] == null ? [0, 0] : inside)),
  );
  const taken = batch.flatMap((feature, index) => {
    const { reason = null, lost = false } = shapes.rows[index] ?? {};
    const ags = feature.ags ?? found[index] ?? null;
    const what = `${feature.kind.replace('_', ' ')} "${feature.id}"`;
    if (lost) {
      report(
        refused(
          feature.line,
          'invalid-geometry',
          `${what} has an invalid shape (${reason}), and nothing is left of it mended`,
          'Draw it again',
        ),
      );
      return [];
    }
    if (ags === null) {
      report(
        refused(
          feature.line,
          'unknown-municipality',
          `${what} lies in no known municipality`,
          'Check its place, or name the municipality with --ags',
        ),
      );
      return [];
    }
    if (reason !== null) {
      report(
        warning(
          feature.line,
          'mended-geometry',
          `${what} had an invalid shape (${reason}) and was mended`,
          'Look at it on the map, and mend it in the source too',
        ),
      );
    }
    if (found[index] != null && found[index] !== ags) {
      report(
        warning(
          feature.line,
          'outside-municipality',
          `${what} is said to be of ${ags}, but lies in ${found[index]}`,
          'Check the key, or the place',
        ),
      );
    }
    return [{ ...feature, ags }];
  });
  const resolved: ResolvedFeatures = { areas: [], trenches: [], networkPoints: [], events: [] };
  const known = await findKnown(transaction, taken);
  for (const feature of taken) {
    const before = known.get(`${feature.kind} ${feature.ags} ${feature.id}`);
    const { line, ags, id, geometry, says, kind } = feature;
    const own = { type: 'rollout', line, ags, id } as const;
    const areaId = feature.areaId ?? before?.areaId ?? null;
    if (kind === 'area') {
      const operator = feature.operator ?? before?.operator;
      if (operator == null) {
        report(
          refused(line, 'missing-operator', `area "${id}" does not say who builds`, 'Add an attribute "betreiber"'),
        );
        continue;
      }
      resolved.areas.push({
        ...own,
        record: 'area',
        name: feature.name ?? before?.name ?? id,
        district: feature.district ?? before?.district ?? null,
        operator,
        funding: feature.funding ?? before?.funding ?? null,
        households: feature.households ?? before?.households ?? null,
        geometry: geometry as AreaRecord['geometry'],
      });
    } else if (kind === 'trench') {
      const surface = feature.surface ?? before?.surface ?? null;
      resolved.trenches.push({
        ...own,
        record: 'trench',
        areaId,
        surface,
        geometry: geometry as TrenchRecord['geometry'],
      });
    } else {
      const pointKind = feature.pointKind ?? before?.pointKind ?? 'other';
      resolved.networkPoints.push({
        ...own,
        record: 'network_point',
        areaId,
        kind: pointKind,
        geometry: geometry as NetworkPointRecord['geometry'],
      });
    }
    if (says)
      resolved.events.push({ type: 'rollout', record: 'event', line, ags, about: { by: 'id', kind, id }, ...says });
  }
  return resolved;
}

async function findKnown(
  transaction: Recording['transaction'],
  features: readonly (FeatureRecord & { ags: string })[],
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const [kind, ofKind] of Map.groupBy(features, (feature) => feature.kind)) {
    const { rows } = await sql<Known>`
      select s.ags, s.id, ${columns[kind]}
      from unnest(${ofKind.map(({ ags }) => ags)}::text[], ${ofKind.map(({ id }) => id)}::text[]) as k (ags, id)
      join ${sql.table({ area: 'rollout_area', trench: 'trench', network_point: 'network_point' }[kind])} as s
        on s.ags = k.ags and s.id = k.id and upper_inf(s.recorded)`.execute(transaction);
    for (const row of rows) known.set(`${kind} ${row.ags} ${row.id}`, row);
  }
  return known;
}

const columns: Record<FeatureRecord['kind'], RawBuilder<unknown>> = {
  area: sql`s.name, s.district_name as district, s.operator, s.funding, s.households`,
  trench: sql`s.area_id as "areaId", s.surface`,
  network_point: sql`s.area_id as "areaId", s.kind as "pointKind"`,
};
