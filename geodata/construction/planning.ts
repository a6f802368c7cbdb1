/** Words of what goes beside the stages: surfaces that were not right, works in the street, and whose money pays. */

/** What a surface lacks after a trench was closed. */
export const defectKinds = [
  { id: 'settlement', name: { de: 'Absackung', en: 'Settlement' }, description: 'The surface has sunk.' },
  { id: 'joint', name: { de: 'Offene Fuge', en: 'Open joint' }, description: 'A joint is open or not sealed.' },
  {
    id: 'covering',
    name: { de: 'Belag beschädigt', en: 'Covering damaged' },
    description: 'Asphalt or paving is broken.',
  },
  { id: 'kerb', name: { de: 'Bord beschädigt', en: 'Kerb damaged' }, description: 'A kerb is broken or out of line.' },
  { id: 'other', name: { de: 'Sonstiger Mangel', en: 'Other defect' }, description: 'Anything else.' },
] as const;

export type DefectKind = (typeof defectKinds)[number]['id'];

/** How far a defect is: `accepted` until its warranty ends, then `warranty_ended`. */
export const defectStates = ['found', 'repaired', 'accepted', 'warranty_ended'] as const;

export type DefectState = (typeof defectStates)[number];

/** Years from acceptance until the warranty for a surface ends, where no other day is stated. */
export const warrantyYears = 5;

/** What roadworks do to traffic, least first. */
export const trafficEffects = [
  { id: 'none', name: { de: 'Verkehr nicht eingeschränkt', en: 'Traffic not affected' } },
  { id: 'footpath', name: { de: 'Gehweg gesperrt', en: 'Footpath closed' } },
  { id: 'lane_closed', name: { de: 'Fahrspur gesperrt', en: 'Lane closed' } },
  { id: 'one_way', name: { de: 'Einbahnverkehr', en: 'One way only' } },
  { id: 'closed', name: { de: 'Voll gesperrt', en: 'Closed to traffic' } },
] as const;

export type TrafficEffect = (typeof trafficEffects)[number]['id'];

/** Whose money pays, as a proof of use parts it. */
export const fundingSources = [
  { id: 'federal', name: { de: 'Bund', en: 'Federal government' }, description: 'The federal government.' },
  { id: 'state', name: { de: 'Land', en: 'Federal state' }, description: 'The Land.' },
  {
    id: 'own',
    name: { de: 'Eigenanteil', en: 'Own share' },
    description: 'Own money of whoever builds or applies: the municipality, or a company that builds without funding.',
  },
  { id: 'other', name: { de: 'Sonstige', en: 'Others' }, description: 'Anybody else.' },
] as const;

export type FundingSource = (typeof fundingSources)[number]['id'];

/** Euros by whose money they are; null = not stated. */
export type EurBySource = Readonly<Record<FundingSource, number | null>>;
