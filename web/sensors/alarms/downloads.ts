import type { ThemeId } from '../../../geodata/sensors/themes.ts';
import type { View } from '../../view.ts';
import type { AlarmList } from '../choice.ts';

/** Which alarms a file holds; what is undefined leaves out none. */
export interface AlarmsAsked {
  datastream?: number;
  theme?: ThemeId | undefined;
  state?: AlarmList | undefined;
}

/** Address of the log of a town's alarms as a file: all of them, where the page lists the latest. */
export function alarmsUrl(
  format: 'csv' | 'geojson',
  { place: ags, language: lang }: Pick<View, 'place' | 'language'>,
  { datastream, theme, state }: AlarmsAsked,
): string {
  const query = new URLSearchParams({
    ...{ ags, lang },
    ...(datastream !== undefined && { datastream: String(datastream) }),
    ...(theme !== undefined && { theme }),
    ...(state !== undefined && state !== 'all' && { state }),
  });
  return `/downloads/alarms.${format}?${query}`;
}
