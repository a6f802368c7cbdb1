import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/**
 * The arrows that the house allows, floor by floor and room by room; each line reads "may import from". A room is a
 * folder below `server/` or `web/`; files right below a floor (main.ts, App.svelte) join the rooms and may know them all.
 */
const floors: Record<string, string[]> = {
  geodata: [],
  server: ['geodata'],
  web: ['geodata', 'server/schema.graphql'],
  scripts: ['geodata', 'server'],
  tests: ['geodata', 'server', 'web', 'scripts'],
};

/** Rooms that all other rooms of their floor may know. */
const commons: Record<string, string[]> = {
  server: ['database', 'editions', 'places', 'tiles', 'downloads'],
  web: ['editions', 'places', 'map', 'messages', 'icons', 'frame', 'charts'],
};

/** Rooms that know other rooms, by purpose: the doors open on all of them. */
const open: Record<string, string[]> = {
  server: ['http', 'reports', 'strategy'],
  web: ['frame', 'places', 'take', 'embed'],
};

/** Rooms that know one other room, which they are another way into. */
const beside: Record<string, string> = {
  // The open interface reads and writes what the sensors' room keeps; it has no tables of its own.
  sensorthings: 'sensors',
};

const root = resolve(import.meta.dirname, '..');

interface Arrow {
  from: string;
  to: string;
}

const arrows = await readArrows();

test('the scan sees the imports it is to judge', () => {
  expect(arrows).toContainEqual({ from: 'server/main.ts', to: 'server/database/database.ts' });
  expect(arrows.filter(({ from }) => from.startsWith('web/')).length).toBeGreaterThan(10);
});

test('no floor knows a floor above it', () => {
  const wrong = arrows.filter(({ from, to }) => {
    const [floor, target] = [floorOf(from), floorOf(to)];
    return (
      target in floors &&
      floor !== target &&
      !(floors[floor] ?? []).some((allowed) => to === allowed || to.startsWith(`${allowed}/`))
    );
  });
  expect(wrong).toEqual([]);
});

test('a room knows the rooms that all may know, and no other', () => {
  const wrong = arrows.filter(({ from, to }) => {
    const floor = floorOf(from);
    if (!(floor in commons) || floorOf(to) !== floor) return false;
    const [room, target] = [roomOf(from), roomOf(to)];
    if (room === undefined || target === undefined || room === target) return false;
    if (floor === 'server' && beside[room] === target) return false;
    return !(commons[floor] ?? []).includes(target) && !(open[floor] ?? []).includes(room);
  });
  expect(wrong).toEqual([]);
});

test('no resolver reads SQL, no query knows GraphQL', () => {
  const wrong = arrows.filter(({ from, to }) => {
    if (!from.startsWith('server/')) return false;
    if (from.endsWith('graphql.ts') && !from.startsWith('server/http/')) return to === 'kysely';
    return /queries\.ts$|import\.ts$/.test(from) && (to === 'graphql' || to.startsWith('@pothos/'));
  });
  expect(wrong).toEqual([]);
});

function floorOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function roomOf(path: string): string | undefined {
  const parts = path.split('/');
  return parts.length > 2 ? parts[1] : undefined;
}

async function readArrows(): Promise<Arrow[]> {
  const found: Arrow[] = [];
  for (const floor of Object.keys(floors)) {
    const entries = await readdir(join(root, floor), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || path.includes('node_modules') || !/\.(ts|svelte|mjs)$/.test(entry.name)) continue;
      for (const specifier of importsOf(await readFile(path, 'utf8'))) {
        const to = specifier.startsWith('.')
          ? relative(root, resolve(dirname(path), specifier.replace(/\?.*$/, '')))
          : specifier;
        if (specifier.startsWith('.') || to === 'kysely' || to === 'graphql' || to.startsWith('@pothos/')) {
          found.push({ from: relative(root, path), to });
        }
      }
    }
  }
  return found.filter(({ to }) => (!to.startsWith('..') && to.includes('/')) || to === 'kysely' || to === 'graphql');
}

function importsOf(source: string): string[] {
  const pattern = /(?:\bfrom\s+|\bimport\s+|\bimport\(\s*|new URL\(\s*)['"]([^'"]+)['"]/g;
  return [...source.matchAll(pattern)].map(([, specifier]) => specifier ?? '');
}
