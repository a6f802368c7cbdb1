/** What people call stages and how far they are: names in both languages, ids of this project, and words of operators' lists. */
import { foldName } from '../names.ts';
import { certainties, type Certainty, type Progress, progresses, type Stage, stages } from './stages.ts';

const otherStages: readonly [RegExp, Stage][] = [
  [/^(vorvermarktung|nachfrage|quote|demand)$/, 'demand'],
  [/^(geplant|planungsphase|planning)$/, 'planned'],
  [/^(genehmigt|permit|permits)$/, 'permitted'],
  [/^(bau|tiefbauarbeiten|trassenbau|civil works|construction)$/, 'civil_works'],
  [/^(glasfaser verlegt|kabel|kabel verlegt|homes? passed|passed|cable laid)$/, 'cable_laid'],
  [/^(hausanschluesse|homes? connected|connected|hc)$/, 'house_connection'],
  [/^(aktiviert|in betrieb|live|homes? activated|aktive anschluesse)$/, 'active'],
  [/^(oberflaeche|abnahme|abgenommen|surface)$/, 'surface_accepted'],
  [/^(buchbar|orderable|vermarktung)$/, 'orderable'],
  [/^(ausbaustopp|stop)$/, 'stopped'],
  [/^(kein ausbau)$/, 'not_planned'],
];

const otherProgresses: readonly [RegExp, Progress][] = [
  [/^(offen|open|nicht begonnen|ausstehend|pending)$/, 'open'],
  [/^(laeuft|laufend|begonnen|in arbeit|im bau|in bau|under way|started|in progress)$/, 'under_way'],
  [/^(nachbesserung|maengel|repairs)$/, 'repairs'],
  [/^(nicht erreicht|missed)$/, 'missed'],
  [/^(fertig|abgeschlossen|erreicht|beendet|ja|done|finished|complete|completed)$/, 'done'],
];

/** One text for a stage and how far it is, as operators' lists have it; the first that fits counts. */
const statuses: readonly [RegExp, Stage, Progress][] = [
  [/^(nicht geplant|kein ausbau( geplant)?|not planned)$/, 'not_planned', 'done'],
  [/^(gestoppt|ausbaustopp|stopped)$/, 'stopped', 'done'],
  [/^(in )?(vorvermarktung|nachfragebuendelung)( laeuft)?$/, 'demand', 'under_way'],
  [/^(in planung|planung laeuft|being planned)$/, 'planned', 'under_way'],
  [/^(geplant|planung|planned|planung abgeschlossen)$/, 'planned', 'done'],
  [/^(in genehmigung|genehmigung beantragt|permit requested)$/, 'permitted', 'under_way'],
  [/^(genehmigt|genehmigung erteilt|permitted)$/, 'permitted', 'done'],
  [
    /^((im|in|unter) bau|bau laeuft|bauphase|bau begonnen|baubeginn erfolgt|tiefbau (laeuft|begonnen)|under construction)$/,
    'civil_works',
    'under_way',
  ],
  [/^(tiefbau|bau) (fertig|abgeschlossen|beendet|erledigt)$/, 'civil_works', 'done'],
  [
    /^(glasfaser verlegt|kabel (verlegt|eingeblasen)|glasfaser in der strasse|homes? passed|passed)$/,
    'cable_laid',
    'done',
  ],
  [
    /^(hausanschluss (fertig|erstellt|hergestellt|gebaut|abgeschlossen)|angeschlossen|homes? connected|connected|hc)$/,
    'house_connection',
    'done',
  ],
  [/^(hausanschluss (laeuft|in arbeit|begonnen))$/, 'house_connection', 'under_way'],
  [/^(aktiv|aktiviert|in betrieb|live|active|homes? activated)$/, 'active', 'done'],
  [/^(bestellbar|buchbar|orderable)$/, 'orderable', 'done'],
  [/^(oberflaeche )?(abgenommen|wiederhergestellt)$/, 'surface_accepted', 'done'],
];

const otherCertainties: readonly [RegExp, Certainty][] = [
  [/^(sicher|bestaetigt|gesagt|stated)$/, 'stated'],
  [/^(etwa|rund|ca|ungefaehr|about)$/, 'about'],
  [/^(spanne|von bis|range)$/, 'range'],
  [/^(teilweise|zum teil|partly)$/, 'partly'],
];

/** The stage of a text, undefined if it names none. */
export function findStage(text: string): Stage | undefined {
  return findNamed(text, stages) ?? findIn(text, otherStages);
}

/** How far a text says that a stage is. */
export function findProgress(text: string): Progress | undefined {
  return findNamed(text, progresses) ?? findIn(text, otherProgresses);
}

/** How sure a text says that it is. What a model has computed nobody says. */
export function findCertainty(text: string): Certainty | undefined {
  const folded = foldName(text);
  const named = certainties.find(({ id }) => id === folded)?.id ?? findIn(text, otherCertainties);
  return named === 'modelled' ? undefined : named;
}

/** Stage and progress in one text, "Tiefbau abgeschlossen" say. */
export function findStatus(text: string): { stage: Stage; progress: Progress } | undefined {
  const folded = foldName(text);
  const found = statuses.find(([pattern]) => pattern.test(folded));
  return found && { stage: found[1], progress: found[2] };
}

/** Names that a list of allowed values shows, in both languages. */
export const stageNames = stages.map(({ id, name }) => ({ id, ...name }));
export const progressNames = progresses.map(({ id, name }) => ({ id, ...name }));

function findNamed<Id extends string>(
  text: string,
  all: readonly { id: Id; name: { de: string; en: string } }[],
): Id | undefined {
  const folded = foldName(text);
  return all.find(({ id, name }) => [id, name.de, name.en].some((one) => foldName(one) === folded))?.id;
}

function findIn<Value>(text: string, all: readonly (readonly [RegExp, Value])[]): Value | undefined {
  const folded = foldName(text);
  return all.find(([pattern]) => pattern.test(folded))?.[1];
}
