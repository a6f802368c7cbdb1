import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/** Streets and buildings under the data, from wherever the operator says. Nothing of it is asked for before a reader wishes it. */
export interface BackgroundMap {
  /** How readers know it. */
  name: string;
  /** Plain text, shown with the map; null = the style says it itself. */
  attribution: string | null;
  /** What the page loads: a MapLibre style, or tiles as PMTiles. */
  kind: 'style' | 'pmtiles';
  /** Address of the style or of the PMTiles; a path is one of this server. */
  url: string;
  /** File that is served there. */
  file: string | undefined;
  /** Where else the page may load from when it shows this map. */
  origins: readonly string[];
}

/** Where this server offers its own file. */
export const ownTilesPath = '/background-map.pmtiles';

const webAddress = z.url({ protocol: /^https?$/, error: 'must be an address that begins with https://' });

/** Environment variables of the background map. */
export const backgroundMapVariables = {
  BACKGROUND_MAP_STYLE: webAddress.optional(),
  BACKGROUND_MAP_PMTILES: z
    .string()
    .refine((value) => isAddress(value) || existsSync(value), 'must be a file that is there, or an https:// address')
    .optional(),
  BACKGROUND_MAP_NAME: z.string().max(80).optional(),
  BACKGROUND_MAP_ATTRIBUTION: z.string().max(300).optional(),
  /** Servers beside the style's own that it loads tiles, fonts or signs from, parted by spaces. */
  BACKGROUND_MAP_ORIGINS: z
    .string()
    .transform((value) => value.split(/\s+/).filter(Boolean))
    .pipe(z.array(webAddress))
    .optional(),
};

export type BackgroundMapVariables = z.infer<z.ZodObject<typeof backgroundMapVariables>>;

/** Why the variables can't be used together, undefined if they can. */
export function backgroundMapProblem(variables: BackgroundMapVariables): string | undefined {
  const { BACKGROUND_MAP_STYLE: style, BACKGROUND_MAP_PMTILES: tiles, ...others } = variables;
  if (style !== undefined && tiles !== undefined) {
    return 'BACKGROUND_MAP_STYLE and BACKGROUND_MAP_PMTILES are two background maps; set one of them';
  }
  const left = Object.entries(others).find(
    ([name, value]) => name.startsWith('BACKGROUND_MAP_') && value !== undefined,
  );
  if (style === undefined && tiles === undefined && left) {
    return `${left[0]} says something about a background map, but there is none: set BACKGROUND_MAP_STYLE or BACKGROUND_MAP_PMTILES`;
  }
  return undefined;
}

/** The background map of an environment, undefined if it has none. */
export function backgroundMapOf(variables: BackgroundMapVariables): BackgroundMap | undefined {
  const address = variables.BACKGROUND_MAP_STYLE ?? variables.BACKGROUND_MAP_PMTILES;
  if (address === undefined) return undefined;
  const file = isAddress(address) ? undefined : resolve(address);
  const more = (variables.BACKGROUND_MAP_ORIGINS ?? []).map((origin) => new URL(origin).origin);
  const origins = file === undefined ? [new URL(address).origin, ...more] : more;
  return {
    name: variables.BACKGROUND_MAP_NAME ?? (file === undefined ? new URL(address).host : 'OpenStreetMap'),
    attribution: variables.BACKGROUND_MAP_ATTRIBUTION ?? null,
    kind: variables.BACKGROUND_MAP_STYLE === undefined ? 'pmtiles' : 'style',
    url: file === undefined ? address : ownTilesPath,
    file,
    origins: [...new Set(origins)],
  };
}

function isAddress(value: string): boolean {
  return webAddress.safeParse(value).success;
}
