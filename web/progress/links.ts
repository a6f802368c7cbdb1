import { timesOf } from '../days.ts';
import type { View } from '../view.ts';
import { dayOf } from './questions.ts';

/** Addresses of what can be taken along from the page. */
export interface Links {
  atom: string;
  calendar: string;
  geojson: string;
  proof: string;
}

/** Feeds tell what is known now; files hold for the two times of the question. */
export function linksOf(view: View): Links {
  const { place, district, language } = view;
  const { asOf } = timesOf(view);
  const feed = `/feeds/roadworks/${place}${district === undefined ? '' : `/${encodeURIComponent(district)}`}`;
  const spoken = language === 'en' ? '?lang=en' : '';
  const scope = new URLSearchParams({
    ags: place,
    ...(district !== undefined && { district }),
    on: dayOf(view),
    ...(asOf !== null && { asOf }),
    lang: language,
  });
  return {
    atom: `${feed}.atom${spoken}`,
    calendar: `${feed}.ics${spoken}`,
    geojson: `/downloads/roadworks.geojson?${scope}`,
    proof: `/downloads/proof-of-use.csv?${scope}`,
  };
}
