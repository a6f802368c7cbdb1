import { progressDe } from './progress-de.ts';
import { progressEn } from './progress-en.ts';

/** Words of the planners' page. */
export const progressWords = { de: progressDe, en: progressEn };
