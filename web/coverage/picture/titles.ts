import { de } from '../../messages/de.ts';
import { en } from '../../messages/en.ts';
import { pictureWords } from '../../messages/picture.ts';
import { frameOf, placeIn } from './frame.ts';
import type { PictureRequest } from './request.ts';

/** Words of the picture's language, whatever language the page speaks. */
export function wordsOf({ language }: Pick<PictureRequest, 'language'>) {
  return { w: language === 'en' ? en : de, p: pictureWords[language] };
}

/** Zoom below which the country is seen and no place with its surroundings. */
const countryUpTo = 7;

/** What the picture shows, in words: the place is named only where it is seen. */
export function areaOf(request: PictureRequest): string {
  const { p } = wordsOf(request);
  const { place, position, width, height } = request;
  if (position.zoom < countryUpTo) return p.germany;
  if (!place) return p.part;
  const [x, y] = placeIn(frameOf(position, width, height), place.longitude, place.latitude);
  return x >= 0 && y >= 0 && x <= width && y <= height ? p.around(place.name) : p.part;
}

/** The chosen place's figure as a sentence; none if it is not known or the place not seen. */
export function shareOf(request: PictureRequest): string[] {
  const { w, p } = wordsOf(request);
  const { place } = request;
  if (place?.sharePercent == null || areaOf(request) === p.part) return [];
  return [p.share(place.name, w.format.share(place.sharePercent))];
}

/** The picture in words, for whoever does not see it. */
export function describe(request: PictureRequest): { title: string; description: string } {
  const { w, p } = wordsOf(request);
  const { technology, speed, edition, theme } = request;
  const [figure, date] = [w.figure(technology, speed), w.date(edition.referenceDate)];
  return {
    title: `${areaOf(request)}: ${figure}, ${date}`,
    description: [p.description(figure, date, w.legend.direction(theme === 'dark')), ...shareOf(request)].join(' '),
  };
}
