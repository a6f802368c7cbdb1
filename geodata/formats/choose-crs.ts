/** In which coordinate system a file is: as it says, as whoever imports it says, or as its numbers leave no doubt. */
import { FormatError, type Problem } from '../records.ts';
import { isKnownEpsg, type KnownEpsg, knownEpsg } from './coordinate-systems.ts';
import { warning } from './problems.ts';

/** Least and greatest coordinates of a file. */
export interface Extent {
  minX: number;
  maxX: number;
  minY: number;
  maxY: number;
}

/** Of what is not said: numbers that are possible in one system alone, all of Germany in it. */
const certain: readonly { epsg: KnownEpsg; within: Extent }[] = [
  { epsg: 4326, within: { minX: 5, maxX: 16, minY: 46.5, maxY: 56 } },
  { epsg: 4647, within: { minX: 32_200_000, maxX: 32_999_999, minY: 5_200_000, maxY: 6_150_000 } },
  { epsg: 5650, within: { minX: 33_000_000, maxX: 33_700_000, minY: 5_200_000, maxY: 6_150_000 } },
  { epsg: 31466, within: { minX: 2_400_000, maxX: 2_700_000, minY: 5_200_000, maxY: 6_150_000 } },
  { epsg: 31467, within: { minX: 3_200_000, maxX: 3_800_000, minY: 5_200_000, maxY: 6_150_000 } },
  { epsg: 31468, within: { minX: 4_300_000, maxX: 4_700_000, minY: 5_200_000, maxY: 6_150_000 } },
  { epsg: 31469, within: { minX: 5_300_000, maxX: 5_700_000, minY: 5_200_000, maxY: 6_150_000 } },
];

/**
 * The system of a file. `stated`: as whoever imports it says, goes before `declared`, what the file says. What was assumed is among
 * the problems.
 * Errors: FormatError `unknown-crs`, `crs-not-stated`.
 */
export function chooseCrs(
  { declared, stated }: { declared: number | null; stated: string | undefined },
  extent: Extent,
  problems: Problem[],
): KnownEpsg {
  if (stated !== undefined) return known(Number(/^(?:EPSG:)?(\d{4,5})$/i.exec(stated.trim())?.[1] ?? NaN), stated);
  if (declared !== null) return known(declared, `EPSG:${declared}`);
  const found = certain.find(({ within }) => lies(extent, within));
  if (!found) {
    throw new FormatError(
      'crs-not-stated',
      `the file does not say its coordinate system, and its coordinates (${Math.round(extent.minX)}, ${Math.round(extent.minY)} …) may be of several; add --crs EPSG:25832, or which it is, or the .prj file`,
      0,
      { coordinates: `${Math.round(extent.minX)}, ${Math.round(extent.minY)} …` },
    );
  }
  problems.push(
    warning(
      0,
      'crs-assumed',
      `the file does not say its coordinate system; by its coordinates it is EPSG:${found.epsg}`,
      'Look at the map; add --crs, or the .prj file, if it lies elsewhere',
    ),
  );
  return found.epsg;
}

function lies(inner: Extent, outer: Extent): boolean {
  return inner.minX >= outer.minX && inner.maxX <= outer.maxX && inner.minY >= outer.minY && inner.maxY <= outer.maxY;
}

function known(epsg: number, written: string): KnownEpsg {
  if (isKnownEpsg(epsg)) return epsg;
  throw new FormatError(
    'unknown-crs',
    `the coordinate system ${written} is not known; known are ${knownEpsg.join(', ')}; transform the file to EPSG:25832 (ogr2ogr -t_srs EPSG:25832)`,
  );
}
