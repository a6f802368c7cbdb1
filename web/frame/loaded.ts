import type { Component } from 'svelte';

/** How the code of a view comes when it is wanted. */
export type Load<Props extends object> = () => Promise<{ default: Component<Props> }>;

const loaded = new WeakMap<object, unknown>();

/** Loads a view before the page is drawn, so that it is drawn at once. Errors: those of `load`. */
export async function loadAhead<Props extends object>(load: Load<Props>): Promise<void> {
  loaded.set(load, (await load()).default);
}

/** A view that was loaded ahead. */
export function loadedAhead<Props extends object>(load: Load<Props>): Component<Props> | undefined {
  return loaded.get(load) as Component<Props> | undefined;
}
