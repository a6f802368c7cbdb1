/**
 * Reads rollout areas, trenches or network points from GeoJSON, a GeoPackage or a Shapefile: one record a feature; and
 * roadworks, which are known by their attributes.
 * Shape: polygons are areas, lines trenches, points network points; attributes by the names in `attributeNames`, those of
 * a stage by the names in `saying-columns.ts`; EPSG:4326 comes out, whatever went in.
 * Errors: a feature without id or usable geometry yields a Problem and is left out; what can be mended is, with a warning.
 */
import type { Geometry } from 'geojson';
import type { FeatureRecord, PlanningRowRecord } from '../construction/records.ts';
import { readSaying } from '../construction/sayings.ts';
import { foldName } from '../names.ts';
import { FormatError, type Header, type Problem } from '../records.ts';
import { normaliseAgs } from '../states.ts';
import { propertyText } from './cells-geojson.ts';
import { readCount } from './business-parks-2019.ts';
import { chooseCrs } from './choose-crs.ts';
import { fromEpsg } from './coordinate-systems.ts';
import { type FeatureItem, isProblem, type NumberedFeature } from './geojson.ts';
import { bring, extentOf, kindOf } from './network-geometry.ts';
import { quote, refused, warning } from './problems.ts';
import { areRoadworks, readRoadworksFeatures } from './roadworks-rows.ts';
import { problemOf, type SayingColumn, sayingColumnOf } from './saying-columns.ts';

/** What the one who imports says of a file of geometry. */
export interface NetworkOptions {
  referenceDate: string | null;
  /** Coordinate system, e.g. EPSG:25832; goes before that of the file. */
  crs?: string | undefined;
  kind?: FeatureRecord['kind'] | undefined;
  /** They are roadworks, whatever their attributes. */
  roadworks?: boolean | undefined;
  /** Of a file with several layers the one that is meant. */
  layer?: string | undefined;
  /** Municipality of features that name none. */
  ags?: string | undefined;
}

const attributeNames = {
  id: [
    'kennung',
    'objektid',
    'objectid',
    'trassenid',
    'trassennr',
    'gebietsid',
    'punktid',
    'nvt',
    'id',
    'fid',
    'ogcfid',
  ],
  name: ['name', 'bezeichnung', 'gebiet', 'gebietsname', 'ausbaugebiet'],
  district: ['ortsteil', 'stadtteil', 'district'],
  operator: ['betreiber', 'netzbetreiber', 'operator', 'anbieter'],
  funding: ['foerderung', 'finanzierung', 'funding'],
  households: ['haushalte', 'hh', 'we', 'wohneinheiten', 'households'],
  areaId: ['gebietid', 'ausbaugebietid', 'areaid', 'cluster'],
  surface: ['oberflaeche', 'belag', 'surface'],
  pointKind: ['typ', 'art', 'punktart', 'type', 'kind'],
  ags: ['ags', 'gemeindeschluessel'],
} as const satisfies Record<string, readonly string[]>;
type Attribute = keyof typeof attributeNames;

const values: { [A in 'funding' | 'surface' | 'pointKind']: readonly [RegExp, NonNullable<FeatureRecord[A]>][] } = {
  funding: [
    [/^(privat|eigenwirtschaftlich|private)$/, 'private'],
    [/^(bund|bundesfoerderung|federal)$/, 'federal'],
    [/^(land|landesfoerderung|state)$/, 'state'],
    [/^(kommune|kommunal|stadt|gemeinde|municipal)$/, 'municipal'],
  ],
  surface: [
    [/^(versiegelt|befestigt|asphalt|pflaster|beton|sealed)$/, 'sealed'],
    [/^(unversiegelt|unbefestigt|gruen|wiese|acker|unsealed)$/, 'unsealed'],
  ],
  pointKind: [
    [/^(pop|hvt|hauptverteiler|main distributor)$/, 'main_distributor'],
    [/^(nvt|kvz|verteiler|netzverteiler|distributor)$/, 'distributor'],
    [/^(schacht|kabelschacht|manhole)$/, 'manhole'],
    [/^(sonstiges|andere|other)$/, 'other'],
  ],
};

/** Features from a file. `declared`: EPSG code that it names; null = none. Errors: those of `chooseCrs`; FormatError `no-features`. */
export async function* readNetwork(
  items: AsyncIterable<FeatureItem[]>,
  declared: number | null,
  { referenceDate, crs, kind, ags, roadworks }: NetworkOptions,
): AsyncGenerator<Header | FeatureRecord | PlanningRowRecord | Problem> {
  yield {
    type: 'header',
    kind: 'rollout',
    figures: [],
    population: 'households',
    referenceDate,
    source: 'ausbaumeldung',
    expected: null,
  };
  const features: NumberedFeature[] = [];
  for await (const batch of items) {
    for (const item of batch) {
      if (isProblem(item)) yield item;
      else features.push(item);
    }
  }
  const geometries = features.flatMap(({ geometry }) => geometry ?? []);
  if (geometries.length === 0)
    throw new FormatError('no-features', 'no feature of the file has a geometry; export it again');
  const problems: Problem[] = [];
  const project = fromEpsg(chooseCrs({ declared, stated: crs }, extentOf(geometries), problems));
  if (roadworks === true || (kind === undefined && areRoadworks(features))) {
    yield* problems;
    yield* readRoadworksFeatures(features, project, { referenceDate, ags });
    return;
  }
  const ownKind = kind ?? commonKindOf(geometries);
  problems.push(...unknownAttributes(features));
  yield* problems.splice(0);
  const seen = new Map<string, number>();
  for (const feature of features) {
    const read = new FeatureReader(feature, problems);
    const id = read.text('id') || (feature.id === undefined ? '' : String(feature.id));
    const places = bring(feature.geometry, ownKind, project, feature.number, problems);
    const earlier = seen.get(id);
    if (places.length > 0 && id === '') problems.push(withoutId(feature.number));
    else if (places.length > 0 && earlier !== undefined) problems.push(twice(feature.number, id, earlier));
    else if (places.length > 0) {
      seen.set(id, feature.number);
      const rest = read.record(ownKind, referenceDate ?? '', normaliseAgs(ags ?? '') ?? null);
      for (const [index, geometry] of places.entries())
        yield { ...rest, id: places.length === 1 ? id : `${id}-${index + 1}`, geometry };
    }
    yield* problems.splice(0);
  }
}

class FeatureReader {
  readonly #feature: NumberedFeature;
  readonly #problems: Problem[];
  readonly #texts = new Map<string, string>();
  readonly #saying = new Map<SayingColumn, string>();

  constructor(feature: NumberedFeature, problems: Problem[]) {
    this.#feature = feature;
    this.#problems = problems;
    for (const [name, value] of Object.entries(feature.properties)) {
      const text = value instanceof Date ? value.toISOString().slice(0, 10) : propertyText(value).trim();
      if (text === '') continue;
      this.#texts.set(foldedName(name), text);
      const column = sayingColumnOf(name);
      if (column && !this.#saying.has(column)) this.#saying.set(column, text);
    }
  }

  /** Of several attributes with one meaning the first of their names counts: an own id before the file's number. */
  text(attribute: Attribute): string {
    const name = attributeNames[attribute].find((one) => this.#texts.has(one));
    return name === undefined ? '' : (this.#texts.get(name) ?? '');
  }

  /** All but id and geometry. */
  record(
    kind: FeatureRecord['kind'],
    referenceDate: string,
    ags: string | null,
  ): Omit<FeatureRecord, 'id' | 'geometry'> {
    const { number: line } = this.#feature;
    return {
      type: 'rollout',
      record: 'feature',
      line,
      kind,
      ags: normaliseAgs(this.text('ags')) ?? ags,
      name: this.text('name') || null,
      district: this.text('district') || null,
      operator: this.text('operator') || null,
      funding: this.#valueOf('funding'),
      households: readCount(this.text('households'), line, 'households', this.#problems),
      areaId: this.text('areaId') || null,
      surface: kind === 'trench' ? this.#valueOf('surface') : null,
      pointKind: kind === 'network_point' ? this.#valueOf('pointKind') : null,
      says: this.#says(referenceDate),
    };
  }

  #says(referenceDate: string): FeatureRecord['says'] {
    if (!this.#saying.has('stage') && !this.#saying.has('status')) return null;
    const { saying, findings } = readSaying((field) => this.#saying.get(field) ?? '', referenceDate);
    // The geometry is taken, whatever is said beside it.
    for (const finding of findings)
      this.#problems.push({ ...problemOf(finding, this.#feature.number), severity: 'warning' });
    return saying;
  }

  #valueOf<A extends keyof typeof values>(attribute: A): FeatureRecord[A] | null {
    const text = this.text(attribute);
    if (text === '') return null;
    const found = values[attribute].find(([pattern]) => pattern.test(foldName(text)))?.[1];
    if (found !== undefined) return found;
    const problem = warning(
      this.#feature.number,
      'unknown-value',
      `${quote(text)} of feature ${this.#feature.number} (${attribute}) is not understood; taken as not stated`,
      'See the README for what is',
    );
    this.#problems.push({ ...problem, read: text });
    return null;
  }
}

function foldedName(name: string): string {
  return foldName(name).replaceAll(' ', '');
}

const knownNames: ReadonlySet<string> = new Set(Object.values(attributeNames).flat());

/** The kind of most features. */
function commonKindOf(geometries: readonly Geometry[]): FeatureRecord['kind'] {
  const counts = [...Map.groupBy(geometries, kindOf)].sort(([, one], [, other]) => other.length - one.length);
  return counts.find(([kind]) => kind !== undefined)?.[0] ?? 'area';
}

function unknownAttributes(features: readonly NumberedFeature[]): Problem[] {
  const names = new Set(features.flatMap(({ properties }) => Object.keys(properties)));
  const unknown = [...names].filter((name) => !knownNames.has(foldedName(name)) && !sayingColumnOf(name));
  if (unknown.length === 0) return [];
  return [
    warning(
      0,
      'unknown-attributes',
      `attributes that are not understood were left out: ${unknown
        .slice(0, 20)
        .map((name) => quote(name))
        .join(', ')}`,
      'Rename those that are needed, to kennung, name, betreiber, ortsteil, oberflaeche, stufe … say',
    ),
  ];
}

function withoutId(line: number): Problem {
  return refused(
    line,
    'missing-id',
    `feature ${line} has no id`,
    'Give it an attribute "kennung" of its own that stays the same',
  );
}

function twice(line: number, id: string, earlier: number): Problem {
  return refused(
    line,
    'duplicate-subject',
    `${quote(id)} was already feature ${earlier}`,
    'Give each area, trench and point an id of its own',
  );
}
