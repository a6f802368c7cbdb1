import type { ApiContext } from '../../builder.ts';
import type { DownloadQuery } from '../../downloads/download.ts';
import { readDay, readMunicipality, readTime } from '../../downloads/parameters.ts';
import type { Edition } from '../../editions/queries.ts';
import type { Municipality } from '../../places/queries.ts';
import { today } from '../today.ts';

/** The parameters of all tables of the construction record. */
export const scopeParameters = {
  ags: 'key of the municipality, eight digits',
  district: 'name of a district; default: all of the municipality',
  on: 'day that is asked about, as in 2026-01-31; default: today in German time',
  asOf: 'what was known then, a time with zone; default: now',
};

/** What a query asks about. Errors: NotFoundError, InvalidArgumentError. */
export async function readScope(
  { places }: ApiContext,
  parameters: DownloadQuery['parameters'],
): Promise<{ municipality: Municipality; districtName: string | null; on: string; asOf: Date | null }> {
  const { district } = parameters;
  return {
    municipality: readMunicipality(parameters, await places.get()),
    districtName: district === undefined || district === '' ? null : district,
    on: readDay(parameters, 'on') ?? today(),
    asOf: readTime(parameters, 'asOf') ?? null,
  };
}

/** Who says so, row by row. */
export function sourceOf(edition: Edition | undefined): string | null {
  return edition ? `${edition.publisher}: ${edition.title}` : null;
}
