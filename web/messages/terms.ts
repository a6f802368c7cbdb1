import { de } from './terms-de.ts';
import { en } from './terms-en.ts';

/** What a word on the page can lead to: anchors of the page of terms, the same in both languages. */
export type TermId =
  | 'fibre'
  | 'cable'
  | 'copper'
  | 'wireless'
  | 'all'
  | 'speed'
  | 'gigabit'
  | 'available'
  | 'stages'
  | 'zero'
  | 'not-stated'
  | 'not-surveyed'
  | 'modelled'
  | 'protected'
  | 'uninhabited'
  | 'edition'
  | 'break'
  | 'cell'
  | 'make-up'
  | 'colours'
  | 'rank'
  | 'accessibility'
  | 'feedback';

interface Term {
  id: TermId;
  name: string;
  text: readonly string[];
}

interface Chapter {
  id: string;
  title: string;
  text: readonly string[];
  terms: readonly Term[];
}

export interface TermsWords {
  title: string;
  contents: string;
  chapters: readonly Chapter[];
  /** How the four technologies reach a home, told in place of the drawing. */
  drawing: { exchange: string; cabinet: string; house: string; home: string };
  download: { caption: string; class: string; time: string; duration: (seconds: number) => string };
  strip: string;
  ramps: { light: string; dark: string; little: string; much: string };
  contact: string;
  easy: string;
}

export const termsWords = { de, en };
