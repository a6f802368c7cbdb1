import { createHash } from 'node:crypto';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { writeAtom } from '../../geodata/formats/write-atom.ts';
import { writeICalendar } from '../../geodata/formats/write-icalendar.ts';
import { normaliseAgs } from '../../geodata/states.ts';
import type { ApiContext } from '../builder.ts';
import { type FeedAbout, findFeed, type RolloutFeed } from '../construction/feeds.ts';
import { findRoadworksFeed } from '../construction/planning/roadworks-feed.ts';
import { InvalidArgumentError, NotFoundError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { isKnown } from './etag.ts';
import { originOf } from './origin.ts';

const mediaTypes = { atom: 'application/atom+xml; charset=utf-8', ics: 'text/calendar; charset=utf-8' } as const;
type Format = keyof typeof mediaTypes;

const help =
  'Ask for /feeds/rollout/district/{ags}/{name}.atom, /feeds/rollout/address/{ags}/{id}.atom or ' +
  '/feeds/rollout/near.atom?lat={degrees}&lon={degrees}&m={metres}, or for roadworks /feeds/roadworks/{ags}.atom or ' +
  '/feeds/roadworks/{ags}/{district}.atom; .ics instead of .atom is a calendar; lang=en is English.';

/** Answers `/feeds/rollout/…` and `/feeds/roadworks/…` with news as an Atom feed, or as a calendar to subscribe to. */
export function feedsRouter(context: ApiContext, logger: Logger): Router {
  const router = Router();
  router.use(readOnly);
  router.get(/.*/, async (request, response) => {
    try {
      await answer(context, request, response);
    } catch (error) {
      refuse(request, response, error, logger);
    }
  });
  return router;
}

const readOnly: RequestHandler = (request, response, next) => {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  if (request.method === 'GET' || request.method === 'HEAD') {
    next();
    return;
  }
  response.setHeader('Allow', 'GET, HEAD');
  response.status(405).json({ message: 'Feeds can be read only: use GET.' });
};

interface Asked {
  about: FeedAbout | { kind: 'roadworks'; ags: string; districtName: string | null };
  format: Format;
  language: 'de' | 'en';
}

async function answer(context: ApiContext, request: Request, response: Response): Promise<void> {
  const { about, format, language } = readRequest(request);
  const feed = await (about.kind === 'roadworks'
    ? findRoadworksFeed(context, about, language)
    : findFeed(context, about, language));
  const origin = originOf(request);
  const text =
    format === 'atom' ? atomOf(feed, origin, request.originalUrl, language) : calendarOf(feed, origin, language);
  const etag = `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', 'public, max-age=300');
  response.vary('Host, X-Forwarded-Host, X-Forwarded-Proto');
  const known = request.get('if-none-match');
  if (known !== undefined && isKnown(known, etag)) {
    response.status(304).end();
    return;
  }
  response.setHeader('Content-Type', mediaTypes[format]);
  response.send(text);
}

/** Errors: NotFoundError, InvalidArgumentError, with what is wrong in the address and what it may be. */
function readRequest(request: Request): Asked {
  const url = new URL(request.originalUrl, 'http://localhost');
  const [, path = '', ending = ''] = /^\/feeds\/(.+)\.(atom|ics)$/.exec(url.pathname) ?? [];
  const [topic, kind, ags = '', name = '', ...rest] = path.split('/').map(decode);
  const language = url.searchParams.get('lang') ?? 'de';
  if (language !== 'de' && language !== 'en')
    throw new InvalidArgumentError('lang', `lang: ${JSON.stringify(language.slice(0, 40))} is neither de nor en.`);
  const asked = { format: ending as Format, language } as const;
  if (topic === 'rollout' && kind === 'near' && ags === '') {
    const [latitude, longitude, metres] = ['lat', 'lon', 'm'].map((parameter) => numberOf(url.searchParams, parameter));
    return { ...asked, about: { kind, latitude, longitude, metres } as FeedAbout };
  }
  if (topic === 'roadworks' && name === '') {
    const place = normaliseAgs(kind ?? '');
    const about = { kind: 'roadworks', ags: place ?? '', districtName: ags === '' ? null : ags } as const;
    if (place !== undefined) return { ...asked, about };
  }
  const key = normaliseAgs(ags);
  if (topic === 'rollout' && key !== undefined && name !== '' && rest.length === 0) {
    if (kind === 'district') return { ...asked, about: { kind, ags: key, name } };
    if (kind === 'address') return { ...asked, about: { kind, ags: key, id: name } };
  }
  throw new NotFoundError(`There is no feed here. ${help}`);
}

function numberOf(parameters: URLSearchParams, name: string): number {
  const text = parameters.get(name) ?? '';
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value))
    throw new InvalidArgumentError(name, `${name}: ${JSON.stringify(text.slice(0, 40))} is no number. ${help}`);
  return value;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part).replaceAll(/\p{C}/gu, '');
  } catch {
    return '';
  }
}

function atomOf(feed: RolloutFeed, origin: string, path: string, language: string): string {
  const link = pageOf(origin, feed.page, language);
  return writeAtom({
    id: link,
    title: feed.title,
    subtitle: 'Breitblick',
    language,
    self: origin + path,
    link,
    updated: feed.news[0]?.recordedAt ?? new Date(0),
    entries: feed.news.map(({ uuid, title, text, publisher, recordedAt, districtName }) => ({
      id: `urn:uuid:${uuid}`,
      title,
      content: text,
      author: publisher,
      updated: recordedAt,
      link: districtName === null ? link : districtPage(origin, feed, districtName, language),
    })),
  });
}

/** The days that were announced, and beside them the days on which something became known. */
function calendarOf(feed: RolloutFeed, origin: string, language: string): string {
  const linkOf = (districtName: string | null) =>
    districtName === null ? pageOf(origin, feed.page, language) : districtPage(origin, feed, districtName, language);
  return writeICalendar({
    name: feed.title,
    language,
    events: [
      ...feed.days.map(({ uuid, first, last, moved, title, text, recordedAt, districtName }) => ({
        uid: uuid,
        sequence: moved,
        first,
        last,
        summary: title,
        description: text,
        link: linkOf(districtName),
        recordedAt,
        tentative: feed.calendar.tentative,
      })),
      ...(feed.calendar.news ? feed.news : []).map(({ uuid, title, text, recordedAt, districtName }) => ({
        uid: uuid,
        sequence: 0,
        first: recordedAt.toISOString().slice(0, 10),
        last: recordedAt.toISOString().slice(0, 10),
        summary: title,
        description: text,
        link: linkOf(districtName),
        recordedAt,
        tentative: false,
      })),
    ],
  });
}

function districtPage(origin: string, { page }: RolloutFeed, district: string, language: string): string {
  const { view, place } = page;
  return pageOf(
    origin,
    { ...(view !== undefined && { view }), ...(place !== undefined && { place }), district },
    language,
  );
}

function pageOf(origin: string, page: Record<string, string>, language: string): string {
  const query = new URLSearchParams({ view: 'rollout', ...page, ...(language === 'en' && { lang: 'en' }) });
  return `${origin}/?${query}`;
}

function refuse(request: Request, response: Response, error: unknown, logger: Logger): void {
  const status = error instanceof NotFoundError ? 404 : error instanceof InvalidArgumentError ? 400 : 500;
  if (status === 500) logger.error({ err: error, url: request.originalUrl }, 'feed failed');
  const message = status === 500 ? 'The feed could not be made; it was logged.' : (error as Error).message;
  response.status(status).json({ message, requestId: request.id });
}
