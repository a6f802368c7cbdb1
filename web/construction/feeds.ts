import type { Language } from '../view.ts';

/** Where news of an address, of a district or of what lies around a point are given out, without its ending. */
export function feedOf(
  about: { ags: string; address: string } | { ags: string; district: string },
  format: 'atom' | 'ics',
  language: Language,
): string {
  const path = 'address' in about ? ['address', about.ags, about.address] : ['district', about.ags, about.district];
  return `/feeds/rollout/${path.map(encodeURIComponent).join('/')}.${format}${language === 'de' ? '' : `?lang=${language}`}`;
}
