import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import { familyOf } from '../families.ts';
import { formatsOf, halfYearOf } from './formats.ts';
import type { Composition, Statement, Where } from './statement.ts';

export const format = formatsOf('de');
const nb = format.noBreak;

export const technology: Record<Technology, { short: string; long: string }> = {
  ALL: { short: 'Alle', long: 'Alle Techniken' },
  WIRED: { short: 'Alle', long: 'Alle leitungsgebundenen Techniken' },
  FTTH_B: { short: 'Glasfaser', long: 'Glasfaser (FTTH/B)' },
  FTTH: { short: 'Glasfaser', long: 'Glasfaser (FTTH)' },
  FTTB: { short: 'Glasfaser', long: 'Glasfaser (FTTB)' },
  HFC: { short: 'Kabel', long: 'Kabel (HFC)' },
  DSL: { short: 'Kupfer', long: 'Kupfer (DSL)' },
  FTTC: { short: 'Kupfer', long: 'Kupfer (FTTC)' },
  WIRELESS: { short: 'Funk', long: 'Funk' },
  LTE: { short: 'Funk', long: 'Funk (LTE)' },
  UMTS: { short: 'Funk', long: 'Funk (UMTS)' },
  WLAN: { short: 'Funk', long: 'Funk (WLAN)' },
  WIMAX: { short: 'Funk', long: 'Funk (WiMAX)' },
  PLC: { short: 'Stromleitung', long: 'Stromleitung (PLC)' },
};

const composition: Record<Composition, string> = {
  onlyFibre: ', nur {{fibre|über Glasfaser}}',
  almostOnlyFibre: ', fast nur {{fibre|über Glasfaser}}',
  mainlyFibre: ', überwiegend {{fibre|über Glasfaser}}',
  onlyCable: ', nur {{cable|über Kabel}}',
  almostOnlyCable: ', fast nur {{cable|über Kabel}}',
  mainlyCable: ', überwiegend {{cable|über Kabel}}',
  mixed: ', {{cable|über Kabel}} und {{fibre|über Glasfaser}}',
};

/** Reference dates as people call them: "Mitte 2021". */
export function date(iso: string): string {
  const half = halfYearOf(iso);
  return half ? `${half.half === 'middle' ? 'Mitte' : 'Ende'} ${half.year}` : format.day(iso);
}

/** The same, for the foot of a chart: "Mitte 21". */
export function shortDate(iso: string): string {
  const half = halfYearOf(iso);
  return half ? `${half.half === 'middle' ? 'Mitte' : 'Ende'} ${half.year.slice(2)}` : format.day(iso);
}

export function speed(mbits: SpeedClass): string {
  return `${String(mbits)}${nb}Mbit/s`;
}

/** What is had at least, in the middle of a sentence. */
export function accessTo(subject: Technology, mbits: SpeedClass, always = false): string {
  const family = familyOf(subject);
  if (family === 'all') return mbits === 1000 ? 'Gigabit, gleich über welche Technik' : `mindestens ${speed(mbits)}`;
  const name = family === 'fibre' ? 'Glasfaser' : technology[subject].long;
  return mbits === 1000 && !always ? name : `${name} ab ${speed(mbits)}`;
}

function within(where: Where): string {
  if (where.kind === 'district') return `Im Stadtteil ${where.name}`;
  return where.kind === 'cell' ? `In der Zelle ${where.name}` : `In ${where.name}`;
}

/** The first sentence. Without a place it is the phone's, which has the name above it. */
export function lead(statement: Statement, where: Where | undefined, modelled: boolean): string {
  const about = modelled ? `etwa${nb}` : '';
  const forPlace = where ? `Für ${where.name}` : 'Hier';
  if (statement.kind === 'uninhabited')
    return `${where ? where.name : 'Dieses Gebiet'} ist {{strong|unbewohnt}}. Dort gibt es keine Haushalte, die sich zählen ließen.`;
  if (statement.kind === 'protected')
    return `${where ? within(where) : 'Hier'} wohnen {{strong|weniger als fünf Haushalte}}. Ihre Zahlen werden zum Schutz nicht gezeigt.`;
  if (statement.kind === 'notSurveyed')
    return `${forPlace} ist {{strong|${accessTo(statement.technology, statement.speed, true)}}} in dieser Ausgabe {{strong|nicht erhoben}}.`;
  if (statement.kind === 'notStated')
    return `${forPlace} gibt es zu ${accessTo(statement.technology, statement.speed, true)} {{strong|keine Angabe}}.`;
  const family = familyOf(statement.technology);
  const tone = family === 'all' ? 'strong' : family;
  const share = `${about}${format.share(statement.sharePercent)}`;
  const access = accessTo(statement.technology, statement.speed);
  const first = where
    ? `${within(where)} haben {{${tone}|${share} der Haushalte Zugang zu ${access}}}.`
    : `{{${tone}|${share} der Haushalte}} haben Zugang zu {{${tone}|${access}}}.`;
  if (statement.unsurveyed)
    return `${first} ${technology[statement.unsurveyed].short} ist in dieser Klasse {{strong|nicht erhoben}}.`;
  if (!statement.total) return first;
  const thing = statement.speed === 1000 ? 'Gigabit' : `Mindestens ${speed(statement.speed)}`;
  const through = statement.total.composition
    ? composition[statement.total.composition]
    : statement.total.cablePercent === undefined
      ? ''
      : `, {{cable|über Kabel}} für ${about}${format.share(statement.total.cablePercent)}`;
  const nowhere = statement.total.sharePercent === 0 ? ', gleich über welche Technik' : through;
  return `${first} ${thing} gibt es für {{strong|${about}${format.share(statement.total.sharePercent)}}}${nowhere}.`;
}

/** The plural that ranks are read in, in the dative. */
export function peers(independent: boolean, designation: string): string {
  if (independent) return 'kreisfreien Städten';
  const plurals: Record<string, string> = {
    Stadt: 'Städten',
    Gemeinde: 'Gemeinden',
    Ortsgemeinde: 'Ortsgemeinden',
    Markt: 'Märkten',
    Flecken: 'Flecken',
    Einheitsgemeinde: 'Einheitsgemeinden',
    Landgemeinde: 'Landgemeinden',
  };
  return plurals[designation] ?? `Gemeinden (${designation})`;
}
