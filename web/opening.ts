/**
 * What an address opens with, answered by the server before the page is sent, so that its first sentence does not wait
 * for three more journeys. The build makes `opening.js` of this file; the server runs it and knows no more of it than
 * server/http/opening.ts says.
 */
import { type AnyVariables, createRequest, type DocumentInput, type SSRData, stringifyDocument } from '@urql/core';
import { DistributionDocument, MunicipalityDocument } from './coverage/documents.ts';
import { choiceOf, distributionVariables, variablesOf } from './coverage/questions.ts';
import { EditionsDocument } from './editions/documents.ts';
import { listEditions } from './editions/editions.ts';
import { de } from './messages/de.ts';
import { en } from './messages/en.ts';
import { parseView } from './view.ts';

/** Asks the API; undefined if it has no answer. */
type Ask = (query: string, variables: object) => Promise<unknown>;

export interface Opening {
  language: string;
  title: string;
  /** What the page takes from itself instead of asking for it (graphql.ts). */
  answers: SSRData;
}

/** Answers what the page asks first when it is opened with this query string. Errors: those of `ask`. */
export async function open(search: string, ask: Ask): Promise<Opening> {
  const { view } = parseView(search);
  const w = view.language === 'en' ? en : de;
  const answers: SSRData = {};
  const answer = async <Data, Variables extends AnyVariables>(
    document: DocumentInput<Data, Variables>,
    variables: Variables,
  ): Promise<Data | undefined> => {
    const data = await ask(stringifyDocument(document), variables ?? {});
    if (data !== undefined) answers[createRequest(document, variables).key] = { data: JSON.stringify(data) };
    return data as Data | undefined;
  };
  const opening = (title: string): Opening => ({ language: view.language, title, answers });

  const editions = await answer(EditionsDocument, {});
  const choice = editions && choiceOf(listEditions(editions), view);
  if (!choice) return opening(w.page.name);
  const [place] = await Promise.all([
    answer(MunicipalityDocument, { ags: view.place, ...variablesOf(choice) }),
    answer(DistributionDocument, distributionVariables(choice, view.place)),
  ]);
  const name = place?.municipality?.name;
  return opening(name === undefined ? w.page.name : w.page.title(name, w.figure(choice.technology, choice.speed)));
}
