import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import type { Language } from './download.ts';

const technologyNames: Record<Language, Record<Technology, string>> = {
  de: {
    ALL: 'Alle Techniken',
    WIRED: 'Festnetz',
    FTTH_B: 'Glasfaser (FTTH/B)',
    FTTH: 'Glasfaser bis in die Wohnung (FTTH)',
    FTTB: 'Glasfaser bis ins Haus (FTTB)',
    HFC: 'Kabel (HFC)',
    DSL: 'Kupfer (DSL)',
    FTTC: 'Kupfer (FTTC/VDSL)',
    WIRELESS: 'Funk',
    LTE: 'LTE',
    UMTS: 'UMTS',
    WLAN: 'WLAN-Funknetze',
    WIMAX: 'WiMAX',
    PLC: 'Stromleitung (PLC)',
  },
  en: {
    ALL: 'All technologies',
    WIRED: 'Wired',
    FTTH_B: 'Fibre (FTTH/B)',
    FTTH: 'Fibre to the home (FTTH)',
    FTTB: 'Fibre to the building (FTTB)',
    HFC: 'Cable (HFC)',
    DSL: 'Copper (DSL)',
    FTTC: 'Copper (FTTC/VDSL)',
    WIRELESS: 'Wireless',
    LTE: 'LTE',
    UMTS: 'UMTS',
    WLAN: 'WLAN networks',
    WIMAX: 'WiMAX',
    PLC: 'Power line (PLC)',
  },
};

/** A figure as people say it. */
export function nameFigure(technology: Technology, speed: SpeedClass, language: Language): string {
  return `${technologyNames[language][technology]} ${language === 'de' ? 'ab' : 'from'} ${speed} Mbit/s`;
}
