import { readFileSync } from 'node:fs';
import type { TechnologyFamily } from '../../geodata/technologies.ts';
import type { Palette } from '../../web/map/palette.ts';

const css = readFileSync(new URL('../../web/tokens.css', import.meta.url), 'utf8');

/** The tokens of a theme as tokens.css has them, names without `--bb-`. */
export function readTokens(theme: 'light' | 'dark'): Map<string, string> {
  // The light block is the first one, the dark one the first that is for dark alone.
  const block = (theme === 'light' ? /\{([^}]*)\}/ : /\}\s*\[data-kern-theme='?dark'?\]\s*\{([^}]*)\}/).exec(css);
  return new Map(
    [...(block?.[1] ?? '').matchAll(/--bb-([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  );
}

/** A palette as the page reads it from its tokens. */
export function aPalette(theme: 'light' | 'dark' = 'light'): Palette {
  const tokens = readTokens(theme);
  const token = (name: string) => tokens.get(name) ?? '';
  const ramp = (family: TechnologyFamily) => Array.from({ length: 8 }, (_, step) => token(`${family}-${step}`));
  return {
    theme,
    ramps: {
      all: ramp('all'),
      fibre: ramp('fibre'),
      cable: ramp('cable'),
      copper: ramp('copper'),
      wireless: ramp('wireless'),
    },
    difference: [-3, -2, -1, 0, 1, 2, 3].map((step) => token(`diff-${step}`)),
    ground: token('sunken'),
    settlement: token('map-settlement'),
    background: token('map-bg'),
    outside: token('map-outside'),
    lineMunicipality: token('map-line-gem'),
    lineCounty: token('map-line-kreis'),
    lineState: token('map-line-land'),
    label: token('map-label'),
    halo: token('map-halo'),
    quietLabel: token('ink-3'),
    hover: token('map-hover'),
    selected: token('map-selected'),
    casing: token('map-casing'),
    missingGround: token('missing-bg'),
    missingLine: token('missing-line'),
    modelDot: token('model-dot'),
    surface: token('surface'),
    ink: token('ink'),
    quietInk: token('ink-2'),
    lineStrong: token('line-strong'),
    late: token('late'),
  };
}
