import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/order.ts';

export default defineConfig({
  // graphql has one build for development and one for all else; both loaded at once are two graphqls to each other.
  resolve: { conditions: ['module-sync', 'node', 'default'] },
  ssr: { resolve: { conditions: ['module-sync', 'node', 'default'] } },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    // Made for bundlers: it names what a package of the older kind exports.
    server: { deps: { inline: ['@helgoland/core'] } },
    // A worker keeps what it has loaded: the server and the engine of the embedded database would take seconds for each
    // file. What a file sets in its process, it sets back.
    isolate: false,
    // An embedded database takes about a gigabyte and a core; more at once only get into each other's way.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
});
