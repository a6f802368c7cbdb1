import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import * as german from './de-grammar.ts';
import * as english from './en-grammar.ts';

const de = {
  business: 'Unternehmen in Gewerbegebieten',
  businessUnit: (speed: SpeedClass) => `in %, ab ${german.speed(speed)}`,
  businessCaption: (iso: string) => `Anteil der Unternehmen in Gewerbegebieten, Stand ${german.date(iso)}`,
  businessNone: 'Zu Unternehmen in Gewerbegebieten liegen hier keine Zahlen vor.',
  technology: (of: Technology) => german.technology[of].long,
  technologyHead: 'Technik',
  shareHead: 'Anteil',
  mobile: 'Mobilfunk im Kreis',
  mobileInCity: 'Mobilfunk in der Stadt',
  mobileUnit: 'in % der Fläche',
  mobileCaption: (iso: string) => `Anteil der versorgten Fläche nach Art der Fläche, Stand ${german.date(iso)}`,
  mobileNone: 'Zum Mobilfunk liegen hier keine Zahlen vor.',
  areaHead: 'Art der Fläche',
  asPublished:
    'Techniken und Flächen heißen wie in der Quelle. Mobilfunk wird nach Kreisen veröffentlicht, nicht nach Gemeinden.',
  failed: 'Diese Zahlen konnten nicht geladen werden.',
};

const en: typeof de = {
  business: 'Companies in business parks',
  businessUnit: (speed) => `in %, from ${english.speed(speed)}`,
  businessCaption: (iso) => `Share of companies in business parks, ${english.date(iso)}`,
  businessNone: 'There are no figures on companies in business parks here.',
  technology: (of) => english.technology[of].long,
  technologyHead: 'Technology',
  shareHead: 'Share',
  mobile: 'Mobile coverage of the county',
  mobileInCity: 'Mobile coverage of the city',
  mobileUnit: 'in % of the area',
  mobileCaption: (iso) => `Share of area covered, by kind of area, ${english.date(iso)}`,
  mobileNone: 'There are no figures on mobile coverage here.',
  areaHead: 'Kind of area',
  asPublished:
    'Technologies and areas are named as in the source. Mobile coverage is published by county, not by municipality.',
  failed: 'These figures could not be loaded.',
};

/** Words of the section on companies and mobile coverage. */
export const businessAndMobileWords = { de, en };
