import { constructionDe } from './construction-de.ts';
import { constructionEn } from './construction-en.ts';

/** Words of the construction record. */
export const constructionWords = { de: constructionDe, en: constructionEn };
