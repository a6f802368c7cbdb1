import { stringifyDocument } from '@urql/core';
import { type Choice, variablesOf } from '../coverage/questions.ts';
import { CellDocument, ColumnsDocument, DistrictDocument, MunicipalityDocument } from '../coverage/documents.ts';
import { ClusterGapsDocument, DistrictGapsDocument, MunicipalityGapsDocument } from '../gaps/documents.ts';
import { resolveMeans } from '../gaps/question.ts';
import type { View } from '../view.ts';

/** A question to the API, as the page itself asks it. */
export interface Question {
  query: string;
  variables: Record<string, unknown>;
}

/** The very question that what is on the screen answers. */
export function questionOf(view: View, choice: Choice): Question {
  const figure = { edition: choice.edition.editionId, technology: choice.technology, speed: choice.speed };
  if (view.show === 'gaps') return gapsQuestion(view, choice);
  if (view.show === 'table') return { query: stringifyDocument(ColumnsDocument), variables: figure };
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
