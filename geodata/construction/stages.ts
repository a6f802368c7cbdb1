/**
 * The stages of a fibre connection from first question to light. They move separately: an area may be under construction,
 * partly connected and partly active at one time, so each stage has a history of its own.
 */

/**
 * `main` stages follow each other. `surface` (the street's acceptance) goes beside them and may come last. `mark` says
 * what a household may do, which is neither built nor used. `end` is where a project stops being one.
 */
export type Track = 'main' | 'surface' | 'mark' | 'end';

/** In the order of a page's stations; `order` counts within the main track. */
export const stages = [
  {
    id: 'demand',
    track: 'main',
    name: { de: 'Nachfragebündelung', en: 'Demand aggregation' },
    description: 'Contracts are collected before the decision to build; a share of households must sign.',
  },
  {
    id: 'planned',
    track: 'main',
    name: { de: 'Planung', en: 'Planned' },
    description: 'It was decided to build.',
  },
  {
    id: 'permitted',
    track: 'main',
    name: { de: 'Genehmigung', en: 'Permitted' },
    description: 'Whoever owns the streets has permitted the works.',
  },
  {
    id: 'civil_works',
    track: 'main',
    name: { de: 'Tiefbau', en: 'Civil works' },
    description: 'Trenches are dug and ducts are laid.',
  },
  {
    id: 'cable_laid',
    track: 'main',
    name: { de: 'Glasfaser in der Straße', en: 'Cable in the street' },
    description: 'Fibre is blown into the ducts: the address is passed.',
  },
  {
    id: 'house_connection',
    track: 'main',
    name: { de: 'Hausanschluss', en: 'House connection' },
    description: 'Fibre reaches the building. It follows from an order, and so tells of who lives there.',
  },
  {
    id: 'active',
    track: 'main',
    name: { de: 'Aktiv', en: 'Active' },
    description: 'The connection is in use. It follows from an order, and so tells of who lives there.',
  },
  {
    id: 'surface_accepted',
    track: 'surface',
    name: { de: 'Oberfläche abgenommen', en: 'Surface accepted' },
    description: 'Street and pavement were restored and accepted; defects are repaired before.',
  },
  {
    id: 'orderable',
    track: 'mark',
    name: { de: 'Bestellbar', en: 'Orderable' },
    description: 'A connection can be ordered. Neither "passed" nor "active" says so.',
  },
  {
    id: 'stopped',
    track: 'end',
    name: { de: 'Gestoppt', en: 'Stopped' },
    description: 'Works or project were stopped.',
  },
  {
    id: 'not_planned',
    track: 'end',
    name: { de: 'Nicht geplant', en: 'Not planned' },
    description: 'It was said that nothing will be built.',
  },
] as const satisfies readonly {
  id: string;
  track: Track;
  name: { de: string; en: string };
  description: string;
}[];

export type Stage = (typeof stages)[number]['id'];

/** Main track, first to last. */
export const mainStages: readonly Stage[] = stages.filter(({ track }) => track === 'main').map(({ id }) => id);

/** Stages that an address reaches only because somebody there has ordered. */
export const orderedStages: readonly Stage[] = ['house_connection', 'active'];

/** What must have begun before a stage can: all main stages before it, and civil works before a surface is restored. */
export function predecessorsOf(stage: Stage): readonly Stage[] {
  if (stage === 'surface_accepted') return ['civil_works'];
  const place = mainStages.indexOf(stage);
  return place === -1 ? [] : mainStages.slice(0, place);
}

/** How far one stage is. */
export const progresses = [
  { id: 'open', name: { de: 'noch offen', en: 'still open' }, description: 'It was said that it is not there yet.' },
  { id: 'under_way', name: { de: 'läuft', en: 'under way' }, description: 'It has begun and is not done.' },
  {
    id: 'repairs',
    name: { de: 'geprüft, Nachbesserung läuft', en: 'checked, repairs under way' },
    description: 'It was checked, and defects are being repaired.',
  },
  { id: 'missed', name: { de: 'verfehlt', en: 'missed' }, description: 'It was tried and not reached, a quota say.' },
  { id: 'done', name: { de: 'erledigt', en: 'done' }, description: 'It is reached, for the share that is stated.' },
] as const;

export type Progress = (typeof progresses)[number]['id'];

/** How sure a source is of what it says. */
export const certainties = [
  { id: 'stated', description: 'Said without reservation.' },
  { id: 'about', description: 'Said to be about so.' },
  { id: 'range', description: 'Said as a range, for this place or for several together.' },
  { id: 'partly', description: 'Said to hold in part, with no figure.' },
  { id: 'modelled', description: 'Said by nobody: computed by a model.' },
] as const;

export type Certainty = (typeof certainties)[number]['id'];

/** What stages and announcements are about. */
export const subjectKinds = ['area', 'trench', 'network_point', 'address'] as const;

export type SubjectKind = (typeof subjectKinds)[number];
