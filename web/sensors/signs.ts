import type { SensorState } from '../../geodata/sensors/state.ts';
import type { ThemeId } from '../../geodata/sensors/themes.ts';

/** Class that sets `--colour` to a theme's colour, see ramps.css; never on a map with coverage. */
export type SensorColourClass = `bb-sensor-${'air' | 'water' | 'quality' | 'soil' | 'parking'}`;

/** Shape says what is measured. Paths on a ground of 20 × 20, each about as large to the eye. */
const circle = 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15Z';

export const signs: Record<ThemeId, { path: string; colourClass: SensorColourClass }> = {
  weather: { path: circle, colourClass: 'bb-sensor-air' },
  water: { path: 'M10 1.5c3.2 4 6 7.2 6 10.4a6 6 0 0 1-12 0C4 8.7 6.8 5.5 10 1.5Z', colourClass: 'bb-sensor-water' },
  air: { path: 'M10 1.5 18.5 10 10 18.5 1.5 10Z', colourClass: 'bb-sensor-quality' },
  soil: { path: 'M10 2 18.5 17h-17Z', colourClass: 'bb-sensor-soil' },
  parking: { path: 'M3 3h14v14H3Z', colourClass: 'bb-sensor-parking' },
  counting: { path: 'M5.8 2.5h8.4L18.4 10l-4.2 7.5H5.8L1.6 10Z', colourClass: 'bb-sensor-parking' },
  noise: {
    path: 'M1.5 8h4L11 3v14l-5.5-5h-4ZM14 6.5a5 5 0 0 1 0 7l-1.5-1.200a3 3 0 0 0 0-4.600Z',
    colourClass: 'bb-sensor-quality',
  },
  charging: { path: 'M11.5 1.5 3.5 11.5h5l-1.5 7 9-10.5h-5.5Z', colourClass: 'bb-sensor-water' },
  waste: { path: 'M2.5 3h15l-2.5 14.5h-10Z', colourClass: 'bb-sensor-soil' },
  energy: { path: 'M10 1.5 18.5 8l-3.300 10H4.800L1.5 8Z', colourClass: 'bb-sensor-soil' },
};

/** What has no theme. */
export const otherSign = { path: circle, colourClass: 'bb-sensor-parking' } as const;

export function signOf(theme: ThemeId | undefined): { path: string; colourClass: SensorColourClass } {
  return theme === undefined ? otherSign : signs[theme];
}

/** Fill says state: full is current, dashed outline stale, plain outline not counted or silent from the start. */
export function drawnAs(state: SensorState): 'full' | 'dashed' | 'outline' {
  return state === 'current' ? 'full' : state === 'stale' ? 'dashed' : 'outline';
}
