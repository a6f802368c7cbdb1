import { alarmsDe } from './alarms-de.ts';
import { alarmsEn } from './alarms-en.ts';

/** Words of thresholds and alarms. */
export const alarmWords = { de: alarmsDe, en: alarmsEn };
