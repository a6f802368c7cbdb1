import type { TechnologyFamily } from '../../geodata/technologies.ts';
import type { Theme } from '../view.ts';

/** The tokens that a map style needs, as colours that MapLibre can read. */
export interface Palette {
  theme: Theme;
  /** Colours of the classes 0 to 7. */
  ramps: Record<TechnologyFamily, readonly string[]>;
  /** From much worse over the same to much better, seven steps. */
  difference: readonly string[];
  ground: string;
  settlement: string;
  background: string;
  outside: string;
  lineMunicipality: string;
  lineCounty: string;
  lineState: string;
  label: string;
  halo: string;
  quietLabel: string;
  hover: string;
  selected: string;
  casing: string;
  missingGround: string;
  missingLine: string;
  modelDot: string;
  surface: string;
  ink: string;
  quietInk: string;
  lineStrong: string;
  late: string;
}

/** Reads the palette of a theme from tokens.css, whichever theme the page wears at the moment. */
export function readPalette(theme: Theme): Palette {
  const probe = document.createElement('div');
  probe.dataset.kernTheme = theme;
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const token = (name: string) => style.getPropertyValue(`--bb-${name}`).trim();
  const ramp = (family: TechnologyFamily) => Array.from({ length: 8 }, (_, step) => token(`${family}-${step}`));
  const palette: Palette = {
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
  probe.remove();
  return palette;
}
