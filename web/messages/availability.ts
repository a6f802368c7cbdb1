import { availabilityDe } from './availability-de.ts';
import { availabilityEn } from './availability-en.ts';

/** Words of how well the sensors work. */
export const availabilityWords = { de: availabilityDe, en: availabilityEn };
