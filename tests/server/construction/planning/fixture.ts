import type {
  DefectRecord,
  PlanRecord,
  RoadworksRecord,
  SpendingRecord,
  TrenchRecord,
} from '../../../../geodata/construction/records.ts';

export const ags = '07131001';

const item = { type: 'rollout', line: 0, ags } as const;

export function aDefect(defect: Partial<DefectRecord> & Pick<DefectRecord, 'id' | 'foundAt'>): DefectRecord {
  return {
    ...item,
    record: 'surface_defect',
    areaId: null,
    trenchId: null,
    kind: 'settlement',
    repairedAt: null,
    acceptedAt: null,
    warrantyUntil: null,
    geometry: { type: 'Point', coordinates: [8.05, 49.05] },
    ...defect,
  };
}

export function someRoadworks(
  works: Partial<RoadworksRecord> & Pick<RoadworksRecord, 'id' | 'first' | 'last'>,
): RoadworksRecord {
  return {
    ...item,
    record: 'roadworks',
    areaId: null,
    street: 'Lindenstraße',
    trafficEffect: 'lane_closed',
    reason: null,
    detour: null,
    geometry: {
      type: 'LineString',
      coordinates: [
        [8.049, 49.05],
        [8.051, 49.05],
      ],
    },
    ...works,
  };
}

const noPayer = { federal: null, state: null, own: null, other: null };

export function aPlan(plan: Partial<PlanRecord> & Pick<PlanRecord, 'areaId' | 'day'>): PlanRecord {
  return { ...item, record: 'plan', addresses: null, metres: null, eur: null, eurBy: noPayer, ...plan };
}

export function aPayment(
  payment: Partial<SpendingRecord> & Pick<SpendingRecord, 'id' | 'day' | 'eur'>,
): SpendingRecord {
  return { ...item, record: 'spending', areaId: null, fundedBy: null, ...payment };
}

/** Some 146 m long. */
export function aTrench(trench: Partial<TrenchRecord> & Pick<TrenchRecord, 'id'>): TrenchRecord {
  return {
    ...item,
    record: 'trench',
    areaId: null,
    surface: null,
    geometry: {
      type: 'LineString',
      coordinates: [
        [8.049, 49.05],
        [8.051, 49.05],
      ],
    },
    ...trench,
  };
}
