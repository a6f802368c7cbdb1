import { compareDe, type CompareWords } from './compare-de.ts';
import { compareEn } from './compare-en.ts';
import { inLanguage } from './words.svelte.ts';

/** The words of the comparing views, in the reader's language. */
export function compareWords(): CompareWords {
  return inLanguage({ de: compareDe, en: compareEn });
}
