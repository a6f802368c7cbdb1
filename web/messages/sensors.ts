import { sensorsDe } from './sensors-de.ts';
import { sensorsEn } from './sensors-en.ts';

/** Words of the sensors. */
export const sensorWords = { de: sensorsDe, en: sensorsEn };
