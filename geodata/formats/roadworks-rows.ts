/** What a row of a table, or a feature of a file of geometry, says of roadworks. */
import { trafficEffects } from '../construction/planning.ts';
import type { PlanningRowRecord, RoadworksRecord, SourceText } from '../construction/records.ts';
import { FormatError, type Problem } from '../records.ts';
import { propertyText } from './cells-geojson.ts';
import type { NumberedFeature } from './geojson.ts';
import { bringWhole, type Project } from './network-geometry.ts';
import { PlanningCells } from './planning-cells.ts';
import { findPlanningColumns, missingColumns, type PlanningColumn, planningContentOf } from './planning-columns.ts';

/** All of the works but what every row has. `geometry`: null = it was refused, or is missing. */
export function readRoadworks(
  cells: PlanningCells,
  geometry: RoadworksRecord['geometry'] | null,
): Omit<RoadworksRecord, 'type' | 'line' | 'ags' | 'areaId'> | undefined {
  const trafficEffect = cells.choice('traffic', trafficEffects, 'required');
  const first = cells.day('first', 'required');
  const last = cells.day('last');
  const id = cells.id();
  if (!geometry || first === null || trafficEffect === null) return undefined;
  return {
    record: 'roadworks',
    id,
    street: cells.text('street'),
    first,
    last,
    trafficEffect,
    reason: sourceText(cells, 'reason', 'reasonEnglish'),
    detour: sourceText(cells, 'detour', 'detourEnglish'),
    geometry,
  };
}

/** Whether features are roadworks by their attributes: those of the template. */
export function areRoadworks(features: readonly NumberedFeature[]): boolean {
  return planningContentOf([...namesOf(features), 'lat']) === 'roadworks';
}

/**
 * Roadworks as they are drawn: points, lines and areas, of one or more parts.
 * Errors: FormatError `missing-columns`; a feature of which anything can't be understood is left out with a Problem.
 */
export function* readRoadworksFeatures(
  features: readonly NumberedFeature[],
  project: Project,
  { referenceDate, ags: stated }: { referenceDate: string | null; ags?: string | undefined },
): Generator<PlanningRowRecord | Problem> {
  const names = namesOf(features);
  const missing = missingColumns('roadworks', [...names, 'lat']);
  if (missing.length > 0) {
    throw new FormatError(
      'missing-columns',
      `the features lack the attributes ${missing.join(', ')}; add them, named as in the template of roadworks`,
      0,
      { columns: missing },
    );
  }
  const columns = findPlanningColumns(names);
  for (const { number: line, properties, geometry } of features) {
    const cell = (column: PlanningColumn): string => {
      const value = properties[names[columns.get(column) ?? -1] ?? ''];
      return (value instanceof Date ? value.toISOString().slice(0, 10) : propertyText(value)).trim();
    };
    const cells = new PlanningCells(cell, line, referenceDate ?? '9999-12-31');
    const ags = cells.ags(stated);
    const withdrawn = cell('withdrawn') !== '';
    const shape = withdrawn ? null : bringWhole(geometry, project, line, cells.problems);
    const says = withdrawn
      ? ({ record: 'withdrawal', of: 'roadworks', id: cells.id() } as const)
      : readRoadworks(cells, shape);
    if (cells.isRefused || ags === undefined || says === undefined) {
      yield* cells.oneRefusal();
      continue;
    }
    const item = { type: 'rollout', line, ags } as const;
    const area = cell('area') || null;
    yield { ...item, record: 'planning_row', area, says: { ...item, areaId: null, ...says } };
    yield* cells.problems;
  }
}

function namesOf(features: readonly NumberedFeature[]): string[] {
  return [...new Set(features.flatMap(({ properties }) => Object.keys(properties)))];
}

/** Where nobody has put it into English, German is better than nothing. */
function sourceText(cells: PlanningCells, german: PlanningColumn, english: PlanningColumn): SourceText | null {
  const [de, en] = [cells.text(german), cells.text(english)];
  return de === null && en === null ? null : { de: de ?? en ?? '', en: en ?? de ?? '' };
}
