import { states, type StateCode, stateNameOf } from '../../geodata/states.ts';
import type { SpeedClass, Technology } from '../../geodata/technologies.ts';
import type { Row, Value } from '../../geodata/table.ts';
import type { ApiContext } from '../builder.ts';
import type { Download, DownloadChoice, DownloadQuery, Language } from '../downloads/download.ts';
import { nameFigure } from '../downloads/figure-names.ts';
import { readEdition, readFigure, readMunicipality, readOneOf } from '../downloads/parameters.ts';
import { provenanceOf } from '../downloads/provenance.ts';
import { newestEdition } from '../editions/graphql.ts';
import { InvalidArgumentError } from '../errors.ts';
import { listDistricts } from '../places/graphql.ts';
import { householdEdition, readHouseholds } from '../places/grid.ts';
import { findBoundaries, findDistrictBoundaries } from '../places/queries.ts';
import { type CellGap, findClusterGaps, findDistrictGaps } from './cell-gaps.ts';
import { columnsOf, type GapLevel, gapLevels, texts } from './download-texts.ts';
import { areaKm2, compareGapKeys, type Gap, gapKey, type GapOrder } from './groups.ts';
import { findMunicipalityGaps } from './municipality-gaps.ts';
import { germanName } from './names.ts';
import { outlineOf } from './outline.ts';
import { checkedQuestion, loadMunicipalCells } from './question.ts';

/** Municipalities whose boundaries are read at once. */
const batchSize = 1000;

/** The list of gaps as the page shows it: the same rows in the same order, and all of them. */
export const gapsDownload: Download = {
  name: 'gaps',
  parameters: {
    level: `${gapLevels.join(', ')}; default clusters`,
    ags: 'key of the municipality, eight digits; for districts and clusters',
    state: 'only municipalities of this Land, 01 to 16',
    edition:
      'editionId, of municipal coverage for municipalities, of cells else; default: the newest that surveyed the figure',
    technology: 'technology; default FTTH_B',
    speed: 'speed class, Mbit/s downstream; default 1000',
    below: 'a gap has a share below this, % of households; default 50',
    households: 'least number of households without the class; default 0',
    order: 'households or share; default households',
  },
  choose(context, query) {
    const level = readOneOf(query.parameters, 'level', gapLevels, 'clusters');
    return level === 'municipalities' ? chooseMunicipalities(context, query) : chooseCells(context, query, level);
  },
};

interface Asked {
  level: GapLevel;
  language: Language;
  order: GapOrder;
  question: ReturnType<typeof checkedQuestion>;
  technology: Technology;
  speed: SpeedClass;
}

function readQuestion({ parameters, language }: DownloadQuery, level: GapLevel): Asked {
  const { technology, speed } = readFigure(parameters);
  const order =
    readOneOf(parameters, 'order', ['households', 'share'], 'households') === 'share' ? 'SHARE' : 'HOUSEHOLDS';
  const question = checkedQuestion({
    technology,
    minDownstreamMbits: speed,
    belowPercent: readNumber(parameters, 'below', 50),
    minHouseholds: readNumber(parameters, 'households', 0),
  });
  return { level, language, order, question, technology, speed };
}

/** Errors: InvalidArgumentError for what is no number. */
function readNumber(parameters: DownloadQuery['parameters'], name: string, otherwise: number): number {
  const text = parameters[name];
  if (text === undefined || text === '') return otherwise;
  if (/^\d{1,9}(\.\d{1,2})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError(name, `${name}: ${JSON.stringify(text)} is no number; write it as in 50.`);
}

async function chooseMunicipalities(context: ApiContext, query: DownloadQuery): Promise<DownloadChoice> {
  const asked = readQuestion(query, 'municipalities');
  const { figure, belowPercent, minHouseholds } = asked.question;
  const edition =
    readEdition(context.register, query.parameters, 'municipal_coverage') ?? newestEdition(context, figure);
  const { state: text } = query.parameters;
  const state = text ? readOneOf(query.parameters, 'state', Object.keys(states) as StateCode[], '01') : undefined;
  const municipalities = await context.places.get();
  const boundaries = context.register.find(municipalities.editionId);
  const column = await context.columns.get(edition, figure);
  const { gaps } = findMunicipalityGaps(
    municipalities.list({ stateCode: state }),
    column.shares,
    await readHouseholds(context),
    { belowPercent, minHouseholds },
  );
  const ordered = inOrder(gaps, asked.order);
  return {
    ...describe(asked, state && stateNameOf(state), edition.referenceDate),
    key: JSON.stringify([edition.id, boundaries?.id, (await householdEdition(context))?.id, state, asked]),
    provenance: provenanceOf(edition, [boundaries], texts[asked.language].changes.municipalities),
    rowCount: ordered.length,
    async *read({ geometry }) {
      for (let start = 0; start < ordered.length; start += batchSize) {
        const batch = ordered.slice(start, start + batchSize);
        const keys = batch.map(({ key }) => key);
        const places = geometry ? await findBoundaries(context.db, municipalities.editionId, keys) : undefined;
        for (const [index, gap] of batch.entries()) {
          const { municipality, households } = gap;
          yield rowOf(asked, start + index, gap, {
            own: [municipality.ags, municipality.name, municipality.ags.slice(0, 2), stateNameOf(municipality.ags)],
            households,
            areaKm2: municipality.areaKm2,
            cells: [],
            geometry: places?.get(gap.key) ?? null,
          });
        }
      }
    },
  };
}

async function chooseCells(
  context: ApiContext,
  query: DownloadQuery,
  level: 'districts' | 'clusters',
): Promise<DownloadChoice> {
  const asked = readQuestion(query, level);
  const { register, db, kAnonymity } = context;
  const { ags, name } = readMunicipality(query.parameters, await context.places.get());
  const named = readEdition(register, query.parameters, 'cell_coverage');
  const { edition, cells } = await loadMunicipalCells(context, { ags, edition: named?.id }, asked.question);
  const question = { ...asked.question, kAnonymity };
  const districts = level === 'districts' ? await listDistricts(context, [ags]) : [];
  const found: (CellGap & { title: string })[] =
    level === 'districts'
      ? findDistrictGaps(cells, question).gaps.map((gap) => ({ ...gap, title: gap.name }))
      : findClusterGaps(cells, name, question).gaps.map((gap) => ({ ...gap, title: germanName(gap.name) }));
  const ordered = inOrder(found, asked.order);
  const boundaries = districts[0] && register.find(districts[0].editionId);
  return {
    ...describe(asked, name, edition.referenceDate),
    key: JSON.stringify([edition.id, boundaries?.id, ags, kAnonymity, asked]),
    provenance: provenanceOf(edition, [boundaries], texts[asked.language].changes[level]),
    rowCount: ordered.length,
    async *read({ geometry }) {
      const keys = geometry && level === 'districts' ? districts : [];
      const outlines = new Map(
        (await findDistrictBoundaries(db, keys)).map((boundary, index) => [keys[index]?.name, boundary]),
      );
      for (const [index, gap] of ordered.entries()) {
        const outline =
          level === 'districts' ? outlines.get(gap.key) : outlineOf(gap.cells.map((cell) => cells.numbers[cell] ?? 0));
        yield rowOf(asked, index, gap, {
          own: [ags, name, gap.title, gap.key],
          households: gap.households,
          areaKm2: areaKm2(gap),
          cells: [gap.cells.length, gap.protectedCells],
          geometry: geometry ? (outline ?? null) : null,
        });
      }
    },
  };
}

function inOrder<G extends Gap>(gaps: readonly G[], order: GapOrder): G[] {
  return gaps.toSorted((one, other) => compareGapKeys(gapKey(one, order), gapKey(other, order)));
}

/** What a choice says of itself, whatever its level. */
function describe({ level, language, technology, speed, question }: Asked, place: string | undefined, date: string) {
  const words = texts[language];
  const { belowPercent, figure } = question;
  return {
    title: words.title(words.levels[level], place, belowPercent, nameFigure(technology, speed, language)),
    fileName: [words.fileName, words.levels[level], place, date, figure].filter(Boolean).join('-'),
    columns: columnsOf(level, language),
    geometryType: 'MultiPolygon' as const,
  };
}

interface RowParts {
  own: readonly Value[];
  households: number | null;
  areaKm2: number;
  cells: readonly Value[];
  geometry: Row['geometry'];
}

/** In the order of `columnsOf`. */
function rowOf({ technology, speed }: Asked, index: number, gap: Gap, parts: RowParts): Row {
  const { own, households, areaKm2: area, cells, geometry } = parts;
  const { key, sharePercent, householdsWithout } = gap;
  const values = [index + 1, ...own, technology, speed, sharePercent, householdsWithout, households, area, ...cells];
  return { id: key, values, geometry };
}
