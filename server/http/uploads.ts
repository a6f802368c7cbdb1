import { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { constructionContents } from '../../geodata/construction/contents.ts';
import { FormatError } from '../../geodata/records.ts';
import { failureText } from '../../geodata/words/failures.ts';
import type { Language } from '../../geodata/words/problems.ts';
import type { Database } from '../database/database.ts';
import { failureOf, unforeseen } from '../import-failure.ts';
import type { ImportEvent } from '../import-source.ts';
import type { Logger } from '../log.ts';
import { isToken } from './token.ts';

/** Larger files are imported at the console; a city's trenches have a tenth of this. */
export const largestUpload = 64 * 2 ** 20;

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'must be a day as in 2026-03-20');
const parameters = z.strictObject({
  name: z.string().min(1).max(200),
  date: day.optional(),
  title: z.string().max(300).optional(),
  holds: z.enum(constructionContents).optional(),
  crs: z.string().max(20).optional(),
  kind: z.enum(['area', 'trench', 'network_point']).optional(),
  ags: z.string().max(8).optional(),
  layer: z.string().max(200).optional(),
  lang: z.enum(['de', 'en']).optional(),
  dry: z.literal('1').optional(),
});

/** What planners may send: the construction record and its addresses, and no coverage of the country. */
const allowedKinds = new Set(['rollout', 'addresses']);

/**
 * `POST /import?name=…`: takes a file of the construction record that a planner sends as the body. `date`: what it is of;
 * `title`; `holds`, `crs`, `kind`, `ags` and `layer` as for `npm run import`; `lang` (or `Accept-Language`): language of
 * problems and failures; `dry=1`: tells all that would happen, and writes nothing. Answers with a line of JSON an event.
 */
export function uploadRouter(database: Database, plannerToken: string | undefined, logger: Logger): Router {
  const router = Router();
  router.post('/import', requireToken(plannerToken), async (request, response) => {
    const parsed = parameters.safeParse(request.query);
    if (!parsed.success) {
      response.status(400).json({ message: refusalOfParameters(parsed.error, request) });
      return;
    }
    if (Number(request.get('content-length') ?? 0) > largestUpload) {
      response.status(413).json({ message: refusalOf('too-large', tooLarge, languageOf(request)) });
      return;
    }
    const { name, date, dry, lang, ...stated } = parsed.data;
    const language = lang ?? languageOf(request);
    response.type('application/x-ndjson');
    const send = (event: ImportEvent): void => void response.write(`${JSON.stringify(event)}\n`);
    const heartbeat = setInterval(() => response.write('\n'), 20_000);
    try {
      // The readers are loaded with the first import, for most servers never see one.
      const { importSource } = await import('../import-source.ts');
      const options = { ...stated, referenceDate: date, beside: true, dry: dry === '1', kinds: allowedKinds, language };
      await importSource(database, { bytes: limited(request), name }, options, send);
    } catch (error) {
      const failure = failureOf(error, language);
      if (!failure) logger.error({ err: error }, 'upload failed');
      send(failure ?? unforeseen(language));
    }
    clearInterval(heartbeat);
    response.end();
  });
  return router;
}

const tooLarge = `The file is too large; at most ${largestUpload / 2 ** 20} MiB are taken here. Import it with npm run import.`;

function requireToken(plannerToken: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (plannerToken !== undefined && isToken(request.get('authorization'), plannerToken)) next();
    else {
      const message = 'This needs the planners’ token, sent as "Authorization: Bearer …".';
      response
        .status(401)
        .set('WWW-Authenticate', 'Bearer')
        .json({ message: refusalOf('not-a-token', message, languageOf(request)) });
    }
  };
}

/** Names the parameters that are wrong or unknown; in English also why each is. */
function refusalOfParameters(error: z.ZodError, request: Request): string {
  const names = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys : issue.path.map(String),
  );
  const failure = {
    message: z.prettifyError(error),
    rule: 'unusable-parameters',
    line: 0,
    details: { parameters: names },
  };
  return failureText(failure, request.query.lang === 'de' ? 'de' : languageOf(request));
}

/** English, unless German is preferred. */
function languageOf(request: Request): Language {
  return request.acceptsLanguages('en', 'de') === 'de' ? 'de' : 'en';
}

function refusalOf(rule: string, message: string, language: Language): string {
  return failureText({ message, rule, line: 0, details: {} }, language);
}

async function* limited(request: Request): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > largestUpload) throw new FormatError('too-large', tooLarge);
    yield chunk;
  }
}
