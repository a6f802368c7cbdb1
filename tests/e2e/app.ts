import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { readConfig } from '../../server/config.ts';
import { EditionRegister } from '../../server/editions/register.ts';
import { createApp } from '../../server/http/app.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { createLogger } from '../../server/log.ts';
import { Ingest } from '../../server/sensors/ingest.ts';
import { buildPage } from '../../scripts/build-page.ts';
import type { TestDatabase } from '../database.ts';
import { openFilledDatabase } from '../filled.ts';

export interface RunningApp {
  url: string;
  database: TestDatabase;
  close(): Promise<void>;
}

/** The real server on a free port with the default dataset, on the engine under test; `page` builds the front end too. */
export async function startApp({
  page = true,
  environment = {},
}: { page?: boolean; environment?: Record<string, string> } = {}): Promise<RunningApp> {
  if (page) await buildPage();
  const database = await openFilledDatabase();
  const config = readConfig({ LOG_LEVEL: 'silent', ...environment });
  const logger = createLogger(config);
  const ingest = new Ingest(database, logger);
  const app = createApp({
    database,
    register: await EditionRegister.open(database),
    config,
    logger,
    metrics: createMetrics(),
    ingest,
    filled: () => 1,
    importToken: null,
  });
  const server = createServer(app);
  const url = await listen(server);
  return {
    url,
    database,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await ingest.close();
      await database.close();
    },
  };
}

/** An app of many tests: by its address it can be read, and nobody gets at its database or closes it. */
export type SharedApp = Pick<RunningApp, 'url'>;

let shared: Promise<RunningApp> | undefined;

/**
 * The app as it is after the first start, for tests that only read: one for all files that a worker runs after each
 * other, and gone with the worker. Whoever writes, or sets anything, starts an app of its own.
 */
export async function openSharedApp(): Promise<SharedApp> {
  shared ??= startApp();
  return { url: (await shared).url };
}

/** Where a browser is looked for; `CHROMIUM` names another one. */
const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why browser tests can't run here, or undefined if they can. In CI a missing browser fails. */
export function missingBrowser(): string | undefined {
  if (existsSync(browserPath)) return undefined;
  const reason = `No Chromium at ${browserPath}: install it (Debian: chromium), or set CHROMIUM to its path.`;
  if (process.env.CI) throw new Error(reason);
  return reason;
}

/**
 * What Chromium does without here. Its address bar, which nobody sees, has two popups that are pages themselves: opened
 * with every window, they would take longer than ours. All others are what Playwright names, whose list this replaces.
 */
const withoutFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

let browser: Browser | undefined;

/**
 * Chromium as a reader has it, one for all files that a worker runs after each other: what a reader leaves behind is in
 * a context, and each test has its own. Close what is still open of a file by `closeReaders`; the browser itself ends
 * with the worker. One that has died is followed by another.
 */
export async function openBrowser(): Promise<Browser> {
  if (!browser?.isConnected()) browser = await launch();
  return browser;
}

/** Closes what a test has left open that failed, for it would go on drawing beside the next ones. */
export async function closeReaders(): Promise<void> {
  await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
}

/**
 * WebGL is drawn by software. Only the map is drawn by way of it: the page around it, put together by the same software
 * GPU, would take half of a browser test's time.
 */
function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath,
    args: [
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--disable-gpu-compositing',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${withoutFeatures.join(',')}`,
    ],
  });
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
