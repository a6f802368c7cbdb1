import { url } from '../url.svelte.ts';
import { de, type Words } from './de.ts';
import { en } from './en.ts';

/** The words of the reader's language; a component that calls this follows the language switch. */
export function words(): Words {
  return url.view.language === 'en' ? en : de;
}
