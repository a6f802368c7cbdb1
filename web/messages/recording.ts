import { recordingDe } from './recording-de.ts';
import { recordingEn } from './recording-en.ts';

/** Words of the form that planners record with. */
export const recordingWords = { de: recordingDe, en: recordingEn };
