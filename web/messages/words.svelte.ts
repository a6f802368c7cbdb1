import { url } from '../url.svelte.ts';
import { de, type Words } from './de.ts';
import { en } from './en.ts';

/** The words of the reader's language; a component that calls this follows the language switch. */
export function words(): Words {
  return url.view.language === 'en' ? en : de;
}

/** The same for words that come with a view of their own, so that the first screen doesn't wait for them. */
export function inLanguage<View>(words: { de: View; en: View }): View {
  return words[url.view.language];
}
