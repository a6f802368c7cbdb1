import type { StateCode } from '../../geodata/states.ts';
import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import { familyOf } from '../families.ts';
import { formatsOf, halfYearOf } from './formats.ts';
import type { Composition, Statement, Where } from './statement.ts';

export const format = formatsOf('en');
const nb = format.noBreak;

export const technology: Record<Technology, { short: string; long: string }> = {
  ALL: { short: 'All', long: 'All technologies' },
  WIRED: { short: 'All', long: 'All wired technologies' },
  FTTH_B: { short: 'Fibre', long: 'Fibre (FTTH/B)' },
  FTTH: { short: 'Fibre', long: 'Fibre (FTTH)' },
  FTTB: { short: 'Fibre', long: 'Fibre (FTTB)' },
  HFC: { short: 'Cable', long: 'Cable (HFC)' },
  DSL: { short: 'Copper', long: 'Copper (DSL)' },
  FTTC: { short: 'Copper', long: 'Copper (FTTC)' },
  WIRELESS: { short: 'Wireless', long: 'Wireless' },
  LTE: { short: 'Wireless', long: 'Wireless (LTE)' },
  UMTS: { short: 'Wireless', long: 'Wireless (UMTS)' },
  WLAN: { short: 'Wireless', long: 'Wireless (WLAN)' },
  WIMAX: { short: 'Wireless', long: 'Wireless (WiMAX)' },
  PLC: { short: 'Power line', long: 'Power line (PLC)' },
};

const composition: Record<Composition, string> = {
  onlyFibre: ', only {{fibre|over fibre}}',
  almostOnlyFibre: ', almost only {{fibre|over fibre}}',
  mainlyFibre: ', mostly {{fibre|over fibre}}',
  onlyCable: ', only {{cable|over cable}}',
  almostOnlyCable: ', almost only {{cable|over cable}}',
  mainlyCable: ', mostly {{cable|over cable}}',
  mixed: ', {{cable|over cable}} and {{fibre|over fibre}}',
};

export function date(iso: string): string {
  const half = halfYearOf(iso);
  return half ? `${half.half === 'middle' ? 'mid' : 'end'}-${half.year}` : format.day(iso);
}

export function shortDate(iso: string): string {
  const half = halfYearOf(iso);
  return half ? `${half.half === 'middle' ? 'mid' : 'end'}-${half.year.slice(2)}` : format.day(iso);
}

export function speed(mbits: SpeedClass): string {
  return `${String(mbits)}${nb}Mbit/s`;
}

export function accessTo(subject: Technology, mbits: SpeedClass, always = false): string {
  const family = familyOf(subject);
  if (family === 'all') return mbits === 1000 ? 'gigabit, over any technology' : `at least ${speed(mbits)}`;
  const name = family === 'fibre' ? 'fibre' : technology[subject].long.replace(/^./, (letter) => letter.toLowerCase());
  return mbits === 1000 && !always ? name : `${name} from ${speed(mbits)}`;
}

function within(where: Where): string {
  if (where.kind === 'district') return `In the district of ${where.name}`;
  return where.kind === 'cell' ? `In cell ${where.name}` : `In ${where.name}`;
}

export function lead(statement: Statement, where: Where | undefined, modelled: boolean): string {
  const about = modelled ? `about${nb}` : '';
  const forPlace = where ? `For ${where.name}` : 'Here';
  if (statement.kind === 'uninhabited')
    return `${where ? where.name : 'This area'} is {{strong|uninhabited}}. There are no households that could be counted.`;
  if (statement.kind === 'protected')
    return `${where ? within(where) : 'Here'} there are {{strong|fewer than five households}}. Their figures are not shown, to protect them.`;
  if (statement.kind === 'notSurveyed')
    return `${forPlace}, {{strong|${accessTo(statement.technology, statement.speed, true)}}} was {{strong|not surveyed}} in this edition.`;
  if (statement.kind === 'notStated')
    return `${forPlace}, {{strong|nothing is stated}} about ${accessTo(statement.technology, statement.speed, true)}.`;
  const family = familyOf(statement.technology);
  const tone = family === 'all' ? 'strong' : family;
  const share = `${about}${format.share(statement.sharePercent)}`;
  const access = accessTo(statement.technology, statement.speed);
  const first = where
    ? `${within(where)}, {{${tone}|${share} of households have access to ${access}}}.`
    : `{{${tone}|${share} of households}} have access to {{${tone}|${access}}}.`;
  if (statement.unsurveyed)
    return `${first} ${technology[statement.unsurveyed].short} was {{strong|not surveyed}} in this class.`;
  if (!statement.total) return first;
  const thing = statement.speed === 1000 ? 'Gigabit' : `At least ${speed(statement.speed)}`;
  const through = statement.total.composition
    ? composition[statement.total.composition]
    : statement.total.cablePercent === undefined
      ? ''
      : `, {{cable|over cable}} to ${about}${format.share(statement.total.cablePercent)}`;
  const nowhere = statement.total.sharePercent === 0 ? ', over any technology' : through;
  return `${first} ${thing} is available to {{strong|${about}${format.share(statement.total.sharePercent)}}}${nowhere}.`;
}

export const designations: Record<string, string> = {
  Stadt: 'town',
  'Kreisfreie Stadt': 'independent city',
  Gemeinde: 'municipality',
  Ortsgemeinde: 'municipality',
  Markt: 'market town',
  Flecken: 'borough',
  Einheitsgemeinde: 'municipality',
  Landgemeinde: 'rural municipality',
  'Gemeindefreies Gebiet': 'unincorporated area',
  'Gemeindefreier Bezirk': 'unincorporated area',
};

export function peers(independent: boolean, designation: string): string {
  if (independent) return 'independent cities';
  const plurals: Record<string, string> = {
    Stadt: 'towns',
    Gemeinde: 'municipalities',
    Ortsgemeinde: 'municipalities (Ortsgemeinden)',
    Markt: 'market towns',
    Flecken: 'boroughs (Flecken)',
    Landgemeinde: 'rural municipalities',
  };
  return plurals[designation] ?? `municipalities (${designation})`;
}

export const state: Record<StateCode, string> = {
  '01': 'Schleswig-Holstein',
  '02': 'Hamburg',
  '03': 'Lower Saxony',
  '04': 'Bremen',
  '05': 'North Rhine-Westphalia',
  '06': 'Hesse',
  '07': 'Rhineland-Palatinate',
  '08': 'Baden-Württemberg',
  '09': 'Bavaria',
  '10': 'Saarland',
  '11': 'Berlin',
  '12': 'Brandenburg',
  '13': 'Mecklenburg-Vorpommern',
  '14': 'Saxony',
  '15': 'Saxony-Anhalt',
  '16': 'Thuringia',
};
