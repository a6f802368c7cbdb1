import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Logger } from '../log.ts';

export type ScreenSize = 'phone' | 'tablet' | 'wide';

/** What a page opens with: its language, its head and body as they are drawn first, and the answers they stand on. */
export interface Opening {
  language: string;
  /** HTML of the page's own making. */
  head: string;
  body: string;
  /** Source files of what is drawn and doesn't come with the page's start, as the build's manifest names them. */
  sources: string[];
  /** The page's own business; plain JSON. */
  answers: unknown;
}

/** Asks this server's API; undefined = it answered with errors. */
export type Ask = (query: string, variables: object) => Promise<unknown>;

/** The module `opening.js` that the front end's build leaves beside the page. */
interface OpeningModule {
  open: (search: string, size: ScreenSize, origin: string, ask: Ask) => Promise<Opening>;
}

/** How long the page waits for its answers; without them it draws itself. */
const patienceMs = 1500;

/** Opens addresses by the front end's own rules. The built folder may be renewed while the server runs. */
export class Opener {
  readonly #path: string;
  readonly #ask: Ask;
  readonly #logger: Logger;
  #module: { builtAt: number; loaded: Promise<OpeningModule> } | undefined;

  constructor(folder: string, ask: Ask, logger: Logger) {
    this.#path = join(folder, 'opening', 'opening.js');
    this.#ask = ask;
    this.#logger = logger;
  }

  /**
   * What the page with this query string opens with on such a screen, reached at this origin; undefined = not known, or
   * not in time.
   */
  async open(search: string, size: ScreenSize, origin: string): Promise<Opening | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(resolve, patienceMs, undefined);
    });
    try {
      const opening = this.#load().then(({ open }) => open(search, size, origin, this.#ask));
      return await Promise.race([opening, late]);
    } catch (error) {
      this.#logger.warn({ err: error }, 'the page is sent undrawn');
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  async #load(): Promise<OpeningModule> {
    const { mtimeMs: builtAt } = await stat(this.#path);
    if (this.#module?.builtAt !== builtAt) {
      const loaded = import(`${pathToFileURL(this.#path).href}?${builtAt}`) as Promise<OpeningModule>;
      this.#module = { builtAt, loaded };
    }
    return this.#module.loaded;
  }
}
