import { wordsOf } from './titles.ts';
import type { PictureRequest } from './request.ts';

export type PictureFormat = 'svg' | 'png';

/** A name that says what is in the file: `breitblick-landau-in-der-pfalz-glasfaser-1000-mitte-2021.svg`. */
export function pictureName(format: PictureFormat, request: PictureRequest): string {
  const { w, p } = wordsOf(request);
  const { place, technology, speed, edition } = request;
  const parts = [
    w.page.name,
    place?.name ?? p.germany,
    w.technology[technology].short,
    String(speed),
    w.date(edition.referenceDate),
  ];
  return `${parts.map(safe).join('-')}.${format}`;
}

/** Small letters, digits and hyphens: what every file system takes, whatever a place is called. */
function safe(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
}
