import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, defineConfig, type Plugin, type Rolldown } from 'vite';
import { kernStyles } from './scripts/kern-styles.ts';

/** Compresses once, at the build, what the server would compress for every reader. */
function compress(): Plugin {
  let outDir: string;
  return {
    name: 'compress',
    apply: 'build',
    configResolved: (config) => {
      outDir = resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const entry of await readdir(outDir, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !/\.(js|mjs|css|html|svg|txt)$/.test(entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        const content = await readFile(path);
        if (content.length < 1024) continue;
        await writeFile(`${path}.gz`, gzipSync(content, { level: 9 }));
        const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
        await writeFile(`${path}.br`, brotliCompressSync(content, { params: quality }));
      }
    },
  };
}

const root = join(import.meta.dirname, 'web');
const outDir = join(import.meta.dirname, 'dist');

/** What an entry imports, and what that imports in turn: of `main.ts` what the page needs before its first sentence. */
function modulesOf(entry: string): (id: string, context: Rolldown.ChunkingContext) => boolean {
  let found: Set<string> | undefined;
  return (id, context) => {
    if (!found) {
      found = new Set([join(root, entry)]);
      for (const module of found)
        for (const imported of context.getModuleInfo(module)?.importedIds ?? []) found.add(imported);
    }
    return found.has(id);
  };
}

/** Beside the page: what the server runs of the front end before it sends the page. */
function opening(): Plugin {
  const isOfOpening = modulesOf('opening.ts');
  const opens = join(root, 'opening.ts');
  return {
    name: 'opening',
    apply: 'build',
    async closeBundle() {
      await build({
        configFile: false,
        root,
        plugins: [svelte({ configFile: false })],
        publicDir: false,
        logLevel: 'warn',
        ssr: { noExternal: true },
        build: {
          ssr: 'opening.ts',
          outDir: join(outDir, 'opening'),
          emptyOutDir: false,
          target: 'node24',
          rolldownOptions: {
            output: {
              // Views that come later must not import the entry: the server loads that by an address of its own after
              // each build, so they would get another one, and with it another URL and no answers.
              codeSplitting: {
                groups: [{ name: (id, context) => (isOfOpening(id, context) && id !== opens ? 'shared' : null) }],
              },
            },
          },
        },
      });
    },
  };
}

const isOfStart = modulesOf('main.ts');

export default defineConfig({
  root,
  plugins: [kernStyles(root), svelte({ configFile: false }), opening(), compress()],
  worker: { format: 'es' },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2024',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      input: [join(root, 'index.html'), join(root, 'embed.html')],
      output: {
        // What the start shares with other views is one file: each further one would be a journey before the first
        // sentence, and what others share among themselves would only make it longer.
        codeSplitting: {
          groups: [
            {
              debugName: 'shared',
              name: (id, context) => (isOfStart(id, context) ? 'shared' : null),
              minShareCount: 2,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/graphql': 'http://localhost:8080',
      '/tiles': 'http://localhost:8080',
      '/downloads': 'http://localhost:8080',
    },
  },
});
