/** What the columns of surface defects, roadworks, plan and spending are called, in our templates and by others. */
import type { PlanningContent } from '../construction/contents.ts';
import { foldName } from '../names.ts';
import { type AddressColumn, findAddressColumns } from './address-columns.ts';

const names = {
  id: ['kennung', 'id'],
  area: ['gebiet', 'ausbaugebiet', 'gebietsid', 'gebietsname', 'ortsteil', 'area', 'areaid', 'district'],
  /** Takes back what was recorded under the id. */
  withdrawn: ['entfaellt', 'withdrawn'],
  trench: ['trasse', 'trassenid', 'trench', 'trenchid'],
  defect: ['mangel', 'mangelart', 'defect', 'defectkind'],
  foundAt: ['gefundenam', 'gefunden', 'festgestelltam', 'foundat', 'found'],
  repairedAt: ['behobenam', 'behoben', 'repariertam', 'repairedat', 'repaired'],
  acceptedAt: ['abgenommenam', 'abgenommen', 'abnahme', 'acceptedat', 'accepted'],
  warrantyUntil: ['gewaehrleistungbis', 'gewaehrleistungsende', 'warrantyuntil'],
  traffic: ['verkehr', 'verkehrseinschraenkung', 'trafficeffect', 'traffic'],
  first: ['von', 'beginn', 'from', 'first'],
  last: ['bis', 'ende', 'until', 'last'],
  reason: ['grund', 'anlass', 'reason'],
  reasonEnglish: ['grundenglisch', 'reasonenglish'],
  detour: ['umleitung', 'detour'],
  detourEnglish: ['umleitungenglisch', 'detourenglish'],
  latitudeEnd: ['latbis', 'latitudeend'],
  longitudeEnd: ['lonbis', 'longitudeend'],
  plannedBy: ['planbis', 'planmonat', 'plantag', 'plannedby'],
  addressesPlanned: ['adressengeplant', 'geplanteadressen', 'addressesplanned'],
  metresPlanned: ['metergeplant', 'geplantemeter', 'metresplanned'],
  eurPlanned: ['eurogeplant', 'geplanteeuro', 'eurplanned'],
  eurFederal: ['eurobund', 'bundesmittel', 'eurfederal'],
  eurState: ['euroland', 'landesmittel', 'eurstate'],
  eurOwn: ['euroeigenanteil', 'eigenmittel', 'eurown'],
  eurOther: ['eurosonstige', 'sonstigemittel', 'eurother'],
  fundedBy: ['mittelgeber', 'mittelherkunft', 'fundedby', 'fundingsource'],
  spentOn: ['bezahltam', 'buchungstag', 'ausgabentag', 'ausgabenmonat', 'spenton'],
  eur: ['betrag', 'betrageur', 'ausgaben', 'euro', 'eur', 'amount'],
} as const satisfies Record<string, readonly string[]>;

type OwnColumn = keyof typeof names;
export type PlanningColumn = OwnColumn | AddressColumn;

const columnOf = new Map<string, OwnColumn>(
  Object.entries(names).flatMap(([column, spellings]) =>
    spellings.map((spelling) => [spelling, column as OwnColumn] as const),
  ),
);

/** How our template calls a column, for messages. */
export function nameOf(column: PlanningColumn): string {
  return templateNames[column] ?? (column in names ? names[column as OwnColumn][0] : column);
}

const templateNames: Partial<Record<PlanningColumn, string>> = {
  foundAt: 'gefunden_am',
  repairedAt: 'behoben_am',
  acceptedAt: 'abgenommen_am',
  warrantyUntil: 'gewaehrleistung_bis',
  plannedBy: 'plan_bis',
  addressesPlanned: 'adressen_geplant',
  metresPlanned: 'meter_geplant',
  eurPlanned: 'euro_geplant',
  eurFederal: 'euro_bund',
  eurState: 'euro_land',
  eurOwn: 'euro_eigenanteil',
  eurOther: 'euro_sonstige',
  spentOn: 'bezahlt_am',
  latitude: 'lat',
  longitude: 'lon',
  latitudeEnd: 'lat_bis',
  longitudeEnd: 'lon_bis',
};

/** Position of each known column; of two with one meaning the first counts. */
export function findPlanningColumns(header: readonly string[]): Map<PlanningColumn, number> {
  const found = new Map<PlanningColumn, number>();
  for (const [index, name] of header.entries()) {
    const column = columnOf.get(foldName(name).replaceAll(' ', ''));
    if (column && !found.has(column)) found.set(column, index);
  }
  return new Map<PlanningColumn, number>([...findAddressColumns(header), ...found]);
}

/** Columns without which a table is not of its kind; of those in a second list one is enough. */
const needed: Record<PlanningContent, readonly [all: readonly PlanningColumn[], one: readonly PlanningColumn[]]> = {
  defects: [
    ['id', 'foundAt'],
    ['defect', 'repairedAt', 'acceptedAt'],
  ],
  roadworks: [
    ['id', 'traffic', 'first'],
    ['last', 'street', 'latitude', 'easting'],
  ],
  plan: [
    ['area', 'plannedBy'],
    ['addressesPlanned', 'metresPlanned', 'eurPlanned'],
  ],
  spending: [['id', 'spentOn', 'eur'], ['id']],
};

/** Which of the four a header is of; undefined = none. */
export function planningContentOf(header: readonly string[]): PlanningContent | undefined {
  const found = findPlanningColumns(header);
  return (Object.keys(needed) as PlanningContent[]).find((content) => {
    const [all, one] = needed[content];
    return all.every((column) => found.has(column)) && one.some((column) => found.has(column));
  });
}

/** The columns that a table of a kind lacks, as the template calls them. */
export function missingColumns(content: PlanningContent, header: readonly string[]): string[] {
  const found = findPlanningColumns(header);
  const [all, one] = needed[content];
  const missing = all.filter((column) => !found.has(column)).map(nameOf);
  return one.some((column) => found.has(column)) ? missing : [...missing, one.map(nameOf).join(' or ')];
}
