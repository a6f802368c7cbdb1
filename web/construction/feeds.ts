import type { Language, View } from '../view.ts';

/** Where news of an address or of a district are given out. */
export function feedOf(
  about: { ags: string; address: string } | { ags: string; district: string },
  format: 'atom' | 'ics',
  language: Language,
): string {
  const path = 'address' in about ? ['address', about.ags, about.address] : ['district', about.ags, about.district];
  return `/feeds/rollout/${path.map(encodeURIComponent).join('/')}.${format}${language === 'de' ? '' : `?lang=${language}`}`;
}

/** Where news of the areas within a kilometre of a point are given out; degrees, EPSG:4326. */
export function nearFeedOf(
  { latitude, longitude }: { latitude: number; longitude: number },
  language: Language,
): string {
  // Three decimals are a hundred metres: no feed need know the house.
  const point = `lat=${latitude.toFixed(3)}&lon=${longitude.toFixed(3)}`;
  return `/feeds/rollout/near.atom?${point}&m=1000${language === 'de' ? '' : `&lang=${language}`}`;
}

/** The shortest link to what is read, for paper: whoever types it should not have to type more. */
export function noticeLink(
  origin: string,
  {
    place,
    address,
    district,
    on,
    asOf,
    language,
  }: Pick<View, 'place' | 'address' | 'district' | 'on' | 'asOf' | 'language'>,
): string {
  const query = new URLSearchParams({ view: 'rollout', place });
  if (address !== undefined) query.set('address', address);
  else if (district !== undefined) query.set('district', district);
  if (on !== undefined) query.set('on', on);
  if (asOf !== undefined) query.set('asOf', asOf);
  if (language !== 'de') query.set('lang', language);
  return `${origin}/?${query}`;
}
