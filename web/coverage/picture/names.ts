import { type Anchor, type Box, hasNoRoom, labelBox } from '../../map/labelRoom.ts';
import { labelKinds, shortNameOf } from '../../map/labels.ts';
import { type Country, outsidePoints } from '../../map/outside.ts';
import type { Palette } from '../../map/palette.ts';
import { type Frame, placeIn } from './frame.ts';
import type { Shape } from './read.ts';
import type { PicturePlace } from './request.ts';
import { element, escapeXml } from './svg.ts';

interface Name {
  text: string;
  x: number;
  y: number;
  size: number;
  weight: 400 | 500 | 600;
  /** Ground outside of the data: italic and quiet. */
  outside: boolean;
  anchor: Anchor | undefined;
}

const anchors = { left: 'start', right: 'end', center: 'middle' } as const;

/** Px that names keep from one another. */
const padding = 4;

/** Capitals of the Länder and cities of over half a million, where they belong to no county: whoever looks for himself looks for these first. */
const landmarks = new Set([
  ...['11000000', '02000000', '09162000', '05315000', '06412000', '08111000', '05111000', '14713000', '05913000'],
  ...['05113000', '04011000', '14612000', '09564000', '05112000', '01002000', '07315000', '06414000', '12054000'],
  ...['13004000', '15003000', '16051000'],
]);

/** Names in the order in which they claim room: the chosen place, cities, towns, others, countries around. */
export function listNames(
  places: readonly Shape[],
  frame: Frame,
  chosen: PicturePlace | undefined,
  countries: Record<Country, string>,
): Name[] {
  const names: Name[] = [];
  if (chosen) {
    const [x, y] = placeIn(frame, chosen.longitude, chosen.latitude);
    names.push({ text: shortNameOf(chosen.name), x, y, size: 17, weight: 600, outside: false, anchor: undefined });
  }
  for (const kind of labelKinds.toReversed()) {
    if (frame.zoom < kind.minzoom) continue;
    const inOrder = kind.rank === 1 ? [...places].sort(byLandmark) : places;
    for (const { properties, lines } of inOrder) {
      const [x, y] = lines[0]?.[0] ?? [];
      if (properties.rank !== kind.rank || properties.ags === chosen?.ags || x === undefined || y === undefined)
        continue;
      const weight = kind.rank === 1 ? 500 : 400;
      const text = shortNameOf(String(properties.name));
      names.push({ text, x, y, size: kind.size, weight, outside: false, anchor: undefined });
    }
  }
  if (frame.zoom < outsideFrom) return names;
  for (const { properties, geometry } of outsidePoints(countries).features) {
    const [x, y] = placeIn(frame, geometry.coordinates[0] ?? 0, geometry.coordinates[1] ?? 0);
    const anchor = properties?.anchor as Anchor;
    names.push({ text: String(properties?.name), x, y, size: 14, weight: 400, outside: true, anchor });
  }
  return names;
}

function byLandmark(one: Shape, other: Shape): number {
  const later = ({ properties }: Shape) => Number(!landmarks.has(String(properties.ags)));
  return later(one) - later(other);
}

/** Below, the names of countries are longer than what is seen of them. */
const outsideFrom = 5.4;

/** Draws the names that have room; one that meets an earlier one or a card, or would be cut, is left out. */
export function drawNames(
  names: readonly Name[],
  { width, height }: Frame,
  palette: Palette,
  cards: readonly Box[],
): string {
  const taken: Box[] = [...cards];
  return names
    .map((name) => {
      const [left, top, right, bottom] = labelBox(name.text, name.size, name.x, name.y, name.anchor ?? 'center');
      if (hasNoRoom([left, top, right, bottom], taken, width, height)) return '';
      taken.push([left - padding, top - padding, right + padding, bottom + padding]);
      return element(
        'text',
        {
          x: name.x,
          y: name.y + name.size * 0.35,
          'font-size': name.size,
          'font-weight': name.weight,
          'font-style': name.outside ? 'italic' : undefined,
          'text-anchor': anchors[name.anchor ?? 'center'],
          fill: name.outside ? palette.quietLabel : palette.label,
          stroke: name.outside ? palette.outside : palette.halo,
        },
        escapeXml(name.text),
      );
    })
    .join('');
}
