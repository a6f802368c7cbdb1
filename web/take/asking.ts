import { stringifyDocument } from '@urql/core';
import {
  ChangeRankingDocument,
  ChangesDocument,
  PairDocument,
  PlacesDocument,
  RankingDocument,
} from '../coverage/compare/documents.ts';
import { variablesOfList } from '../coverage/compare/lists.ts';
import { inOrder } from '../coverage/compare/pair.ts';
import { type Choice, tableVariables, variablesOf } from '../coverage/questions.ts';
import {
  CellDocument,
  ColumnsDocument,
  DistrictDocument,
  MunicipalityDocument,
  TableDocument,
} from '../coverage/documents.ts';
import { ReportDocument } from '../coverage/print/documents.ts';
import { peersOf } from '../coverage/rank.ts';
import type { Edition } from '../editions/editions.ts';
import { resolveTechnology } from '../editions/figures.ts';
import { ClusterGapsDocument, DistrictGapsDocument, MunicipalityGapsDocument } from '../gaps/documents.ts';
import { resolveMeans } from '../gaps/question.ts';
import type { View } from '../view.ts';

/** A question to the API, as the page itself asks it. */
export interface Question {
  query: string;
  variables: Record<string, unknown>;
}

/** What the page knows beside the view. */
interface Known {
  editions: readonly Edition[];
  municipality?: (Parameters<typeof peersOf>[0] & { ags: string }) | null | undefined;
}

/** The very question that what is on the screen answers. */
export function questionOf(view: View, choice: Choice, { editions, municipality }: Known): Question {
  if (view.show === 'gaps') return gapsQuestion(view, choice);
  if (view.show === 'compare') return comparisonQuestion(view, choice, editions);
  if (view.show === 'report' && municipality?.ags === view.place) {
    const { edition, speed, fibre, cable } = variablesOf(choice);
    const { peers } = peersOf(municipality);
    return {
      query: stringifyDocument(ReportDocument),
      variables: { ags: view.place, edition, speed, fibre, cable, peers },
    };
  }
  if (view.show === 'table')
    return { query: stringifyDocument(TableDocument), variables: tableVariables(choice, view) };
  const { cells } = choice.edition;
  if (cells && view.cell !== undefined) {
    const variables = { cellId: view.cell, ...variablesOf(choice), edition: cells.editionId };
    return { query: stringifyDocument(CellDocument), variables };
  }
  if (cells && view.district !== undefined) {
    const variables = { ags: view.place, name: view.district, ...variablesOf(choice), edition: cells.editionId };
    return { query: stringifyDocument(DistrictDocument), variables };
  }
  return { query: stringifyDocument(MunicipalityDocument), variables: { ags: view.place, ...variablesOf(choice) } };
}

/** What the comparing view asks; without two editions to compare, for the places in one. */
function comparisonQuestion(view: View, choice: Choice, editions: readonly Edition[]): Question {
  const find = (id: string | undefined) => editions.find(({ editionId }) => editionId === id);
  const to = find(view.to) ?? choice.edition;
  const from = find(view.from);
  const figure = { technology: resolveTechnology(to, view.technology, view.speed), speed: view.speed };
  const inOne = { ...figure, edition: to.editionId };
  if (view.mode === 'spread') return { query: stringifyDocument(ColumnsDocument), variables: inOne };
  const changed = view.mode !== 'lists' || view.list === 'rose' || view.list === 'fell';
  const list = variablesOfList(view, figure.technology);
  if (!changed) return { query: stringifyDocument(RankingDocument), variables: { ...inOne, ...list } };
  if (view.mode === 'places' || !from) {
    const places = view.places.length > 0 ? view.places : [view.place];
    const fibre = resolveTechnology(to, 'FTTH_B', view.speed);
    return { query: stringifyDocument(PlacesDocument), variables: { places, fibre, ...inOne } };
  }
  const { earlier, later } = inOrder(from, to);
  const pair = { from: earlier.editionId, to: later.editionId };
  if (view.mode === 'lists')
    return { query: stringifyDocument(ChangeRankingDocument), variables: { ...pair, ...list } };
  if (view.mode === 'swipe')
    return { query: stringifyDocument(PairDocument), variables: { ags: view.place, ...pair, ...figure } };
  return { query: stringifyDocument(ChangesDocument), variables: { ...pair, ...figure } };
}

/** The first fifty gaps of the question that the view asks. */
function gapsQuestion(view: View, { edition, speed }: Choice): Question {
  const figures = view.level === 'municipalities' ? edition : (edition.cells ?? edition);
  const common = {
    edition: figures.editionId,
    technology: resolveMeans(figures, view.technology, speed),
    speed,
    below: view.below,
    order: view.order === 'share' ? 'SHARE' : 'HOUSEHOLDS',
    first: 50,
  };
  if (view.level === 'municipalities') {
    const variables = { ...common, filter: { stateCode: view.state ?? null } };
    return { query: stringifyDocument(MunicipalityGapsDocument), variables };
  }
  return {
    query: stringifyDocument(view.level === 'districts' ? DistrictGapsDocument : ClusterGapsDocument),
    variables: { ...common, ags: view.place, minHouseholds: view.minHouseholds },
  };
}

/** A command for any POSIX shell; whatever a place is called, it stays one argument. */
export function curlOf(origin: string, question: Question): string {
  const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const body = JSON.stringify({ ...question, query: question.query.replaceAll(/\s+/g, ' ').trim() });
  return `curl --silent --show-error ${quoted(`${origin}/graphql`)} --header 'Content-Type: application/json' --data-binary ${quoted(body)}`;
}
