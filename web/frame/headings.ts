import { getContext, setContext } from 'svelte';

const key = Symbol('heading level');

/** Sections inside the calling component have headings of this level: they lie below a heading of their own. */
export function setHeadingLevel(level: 3): void {
  setContext(key, level);
}

export function headingLevel(): 2 | 3 {
  return getContext<3 | undefined>(key) ?? 2;
}
