/** A city under construction for the bench: 100,000 addresses with their histories, and 20 areas with theirs. */
import { sql } from 'kysely';
import type { Database } from '../../server/database/database.ts';

export const ags = '07313000';
export const areaCount = 20;
export const addressCount = 100_000;

/** First and last day on which anything is done. */
export const days = ['2023-01-01', '2026-01-01'] as const;

/** Houses of a street stand 12 m apart, streets 60 m; it is denser than a town is. */
const place = sql`ST_Transform(ST_SetSRID(ST_MakePoint(430000 + (n % 400) * 12, 5445000 + (n / 400) * 30), 25832), 4326)`;

/**
 * Writes it in few statements, for the import of half a million records would take longer than all measurements. The
 * rows are those that the import would write.
 */
export async function makeConstruction({ db }: Database): Promise<void> {
  const recorded = sql`tstzrange('2026-01-02T00:00:00Z', null)`;
  const edition = (id: string, kind: string) => sql`
    insert into edition (id, kind, title, source, publisher, reference_date, licence, attribution, sha256, modelled)
    values (${id}, ${kind}, ${`Bench, ${id}`}, 'breitblick', 'Breitblick', '2026-01-01', 'none', 'Breitblick', encode(sha256(${id}::text::bytea), 'hex'), true)`;
  // Days are spread over three years without a pattern: 7919 is prime.
  const day = sql`(${days[0]}::date + ((n * 7919) % 1000))`;
  const history = (kind: string, stage: string, after: number, every: number, id: ReturnType<typeof sql>) => sql`
    insert into stage_statement (ags, subject_kind, subject_id, stage, progress, valid, begin_earliest, begin_latest, certainty,
      recorded, first_recorded_at, edition_id)
    select ${ags}, ${kind}, ${id}, ${stage}, 'done', daterange(${day} + ${after}::integer, null), ${day} + ${after}::integer,
      ${day} + ${after}::integer, 'modelled', ${recorded}, '2026-01-02T00:00:00Z', 'bench-rollout'
    from generate_series(0, ${kind === 'area' ? areaCount - 1 : addressCount - 1}::integer) as n
    where n % ${every}::integer = 0`;
  const address = sql`'bench-' || lpad(n::text, 6, '0')`;
  const area = sql`'area-' || lpad(n::text, 2, '0')`;
  const statements = [
    edition('bench-addresses', 'addresses'),
    edition('bench-rollout', 'rollout'),
    sql`
      insert into address (ags, id, edition_id, street, street_folded, house_number, postcode, place, district_name, area_id,
        households, point, recorded)
      select ${ags}, ${address}, 'bench-addresses', 'Straße ' || n / 40, 'strasse ' || n / 40, n % 40 + 1, '76829', 'Landau',
        'Ortsteil ' || n % 9, 'area-' || lpad((n % ${areaCount}::integer)::text, 2, '0'), 1 + n % 3, ${place}, ${recorded}
      from generate_series(0, ${addressCount - 1}::integer) as n`,
    sql`
      insert into rollout_area (ags, id, edition_id, name, district_name, operator, funding, households, boundary, recorded)
      select ${ags}, ${area}, 'bench-rollout', 'Gebiet ' || n, 'Ortsteil ' || n % 9, 'Netz GmbH', 'private', 5000,
        ST_Multi(ST_MakeEnvelope(8 + n * 0.01, 49.1, 8.01 + n * 0.01, 49.2, 4326)), ${recorded}
      from generate_series(0, ${areaCount - 1}::integer) as n`,
    ...['demand', 'planned', 'permitted', 'civil_works', 'cable_laid'].map((stage, index) =>
      history('area', stage, index * 10, 1, area),
    ),
    history('address', 'civil_works', 0, 1, address),
    history('address', 'cable_laid', 40, 1, address),
    history('address', 'orderable', 50, 1, address),
    history('address', 'house_connection', 70, 2, address),
    history('address', 'active', 90, 3, address),
    sql`analyze`,
  ];
  for (const statement of statements) await statement.execute(db);
}
