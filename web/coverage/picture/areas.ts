import type { TechnologyFamily } from '../../../geodata/technologies.ts';
import { type Palette } from '../../map/palette.ts';
import { classBounds, classOf } from '../classes.ts';
import type { Shape } from './read.ts';
import { element, pathOf } from './svg.ts';

/** Class from which dots in ink would drown, so that they are drawn in the colour of the ground: 50 %. */
const deepFrom = classOf(classBounds[3]);

/** What an area looks like: its class, or that nobody says. */
type Look = { kind: 'class'; step: number; modelled: boolean } | { kind: 'missing' } | { kind: 'empty' };

interface AreaStyle {
  palette: Palette;
  family: TechnologyFamily;
  /** Tile attribute with the share in %. */
  attribute: string;
  /** Start of the ids of the picture's patterns. */
  id: string;
}

/** Missing is not zero, and where nobody lives nothing is drawn. */
export function lookOf(properties: Shape['properties'], attribute: string): Look {
  if (properties.inhabited === false) return { kind: 'empty' };
  const share = properties[attribute];
  if (typeof share !== 'number') return { kind: 'missing' };
  return { kind: 'class', step: classOf(share), modelled: properties.modelled === true };
}

/** Hatch and dots, as the map has them. */
export function patterns({ palette, id }: Pick<AreaStyle, 'palette' | 'id'>): string {
  const hatch = element(
    'pattern',
    {
      id: `${id}-missing`,
      width: 6,
      height: 6,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    },
    element('path', { d: 'M3 0V6', stroke: palette.missingLine, 'stroke-width': 1.6 }),
  );
  const dots = (name: string, colour: string) =>
    element(
      'pattern',
      { id: `${id}-${name}`, width: 6, height: 6, patternUnits: 'userSpaceOnUse' },
      element('circle', { cx: 3, cy: 3, r: 0.9, fill: colour, 'fill-opacity': 0.55 }),
    );
  return hatch + dots('modelled', palette.modelDot) + dots('modelled-deep', palette.missingGround);
}

/**
 * Areas as one path a class, which keeps a whole country small, and hides where its tiles met: parts of one path that
 * touch have no edge between them. With `keyed` each municipality has a path of its own that carries its key.
 */
export function drawAreas(shapes: readonly Shape[], style: AreaStyle, keyed: boolean): string {
  const groups = new Map<string, { look: Look; ags: string | undefined; path: string }>();
  for (const { properties, rings } of shapes) {
    const look = lookOf(properties, style.attribute);
    const ags = keyed && typeof properties.ags === 'string' ? properties.ags : undefined;
    if (look.kind === 'empty' && ags === undefined) continue;
    const key = `${look.kind} ${look.kind === 'class' ? `${look.step} ${look.modelled}` : ''} ${ags ?? ''}`;
    const group = groups.get(key) ?? { look, ags, path: '' };
    group.path += rings.map((ring) => pathOf(ring, true)).join('');
    groups.set(key, group);
  }
  const fills = [...groups.values()].filter(({ path }) => path !== '');
  return fills.map((group) => fill(group, style)).join('') + overlays(fills, style);
}

function fill({ look, ags, path: d }: { look: Look; ags: string | undefined; path: string }, style: AreaStyle): string {
  const { palette, family } = style;
  const key = { 'data-ags': ags };
  if (look.kind === 'empty') return element('path', { ...key, fill: 'none', 'pointer-events': 'all', d });
  const colour = look.kind === 'missing' ? palette.missingGround : (palette.ramps[family][look.step] ?? '');
  // A hairline of the same colour closes what antialiasing leaves open between two areas.
  const closing = { stroke: colour, 'stroke-width': 0.35, 'stroke-linejoin': 'round' };
  const label = look.kind === 'missing' ? 'missing' : `${family}-${look.step}`;
  return element('path', { class: label, ...key, fill: colour, ...closing, d });
}

function overlays(fills: readonly { look: Look; path: string }[], { id }: AreaStyle): string {
  const laid = new Map<string, string>();
  for (const { look, path } of fills) {
    const name =
      look.kind === 'missing'
        ? 'missing'
        : look.kind === 'class' && look.modelled
          ? look.step >= deepFrom
            ? 'modelled-deep'
            : 'modelled'
          : undefined;
    if (name !== undefined) laid.set(name, (laid.get(name) ?? '') + path);
  }
  return [...laid]
    .map(([name, d]) => element('path', { fill: `url(#${id}-${name})`, 'pointer-events': 'none', d }))
    .join('');
}
