import { gapsDe } from './gaps-de.ts';
import { gapsEn } from './gaps-en.ts';

/** Words of "Where are the gaps?". */
export const gapWords = { de: gapsDe, en: gapsEn };
