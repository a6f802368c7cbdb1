/**
 * What an address opens with, drawn by the server before the page is sent, so that its first sentence waits neither for
 * a script nor for three more journeys. The build makes `opening.js` of this file; the server runs it and knows no more
 * of it than server/http/opening.ts says.
 */
import { render } from 'svelte/server';
import { type AnyVariables, createRequest, type DocumentInput, type SSRData, stringifyDocument } from '@urql/core';
import { DistributionDocument, MunicipalityDocument, RankDocument, TableDocument } from './coverage/documents.ts';
import { choiceOf, distributionVariables, tableVariables, variablesOf } from './coverage/questions.ts';
import { rankVariables } from './coverage/rank.ts';
import { AddressDocument, AreasDocument } from './construction/documents.ts';
import { addressVariables, areasVariables } from './construction/questions.ts';
import { PlannedAreasDocument, ProgressDocument } from './progress/documents.ts';
import { plannedAreasVariables, progressVariables } from './progress/questions.ts';
import { logVariables } from './sensors/alarms/log.ts';
import { AlarmLogDocument, WatchDocument } from './sensors/alarms/documents.ts';
import { SensorsDocument, SeriesDocument } from './sensors/documents.ts';
import { seriesVariables } from './sensors/chart/window.ts';
import { EditionsDocument } from './editions/documents.ts';
import { ContactsDocument } from './frame/documents.ts';
import { listEditions } from './editions/editions.ts';
import App from './App.svelte';
import { bring } from './graphql.ts';
import { type ScreenSize, suppose } from './screen.svelte.ts';
import { url } from './url.svelte.ts';
import { parseView } from './view.ts';
import { prepare } from './views.ts';

/** Asks the API; undefined if it has no answer. */
type Ask = (query: string, variables: object) => Promise<unknown>;

export interface Opening {
  language: string;
  /** Of the page's head: title and description. */
  head: string;
  body: string;
  /** Source files of views that are drawn and don't come with the start. */
  sources: string[];
  /** What the page takes from itself instead of asking for it (graphql.ts). */
  answers: SSRData;
}

/** The page as it opens with this query string on a screen of this size, reached at this origin. Errors: those of `ask`. */
export async function open(search: string, size: ScreenSize, origin: string, ask: Ask): Promise<Opening> {
  const { view } = parseView(search);
  const answers: SSRData = {};
  const answer = async <Data, Variables extends AnyVariables>(
    document: DocumentInput<Data, Variables>,
    variables: Variables,
  ): Promise<Data | undefined> => {
    const data = await ask(stringifyDocument(document), variables ?? {});
    if (data !== undefined) answers[createRequest(document, variables).key] = { data: JSON.stringify(data) };
    return data as Data | undefined;
  };

  const rollout = async () => {
    if (view.show !== 'rollout') return;
    const address = addressVariables(view);
    await Promise.all([answer(AreasDocument, areasVariables(view)), address && answer(AddressDocument, address)]);
  };
  const planning = async () => {
    if (view.show !== 'progress') return;
    await Promise.all([
      answer(PlannedAreasDocument, plannedAreasVariables(view)),
      answer(ProgressDocument, progressVariables(view)),
    ]);
  };
  const contacts = () => (['rollout', 'terms'].includes(view.show) ? answer(ContactsDocument, {}) : undefined);
  const sensors = async () => {
    if (view.show !== 'sensors') return;
    const [series, log] = [seriesVariables(view), logVariables(view)];
    await Promise.all([
      answer(SensorsDocument, { ags: view.place }),
      answer(WatchDocument, { ags: view.place }),
      series && answer(SeriesDocument, series),
      log && answer(AlarmLogDocument, log),
    ]);
  };
  const [editions, sources] = await Promise.all([
    answer(EditionsDocument, {}),
    prepare(view.show),
    rollout(),
    planning(),
    contacts(),
    sensors(),
  ]);
  const choice = editions && choiceOf(listEditions(editions), view);
  if (choice) {
    const ranked = async () => {
      const place = await answer(MunicipalityDocument, { ags: view.place, ...variablesOf(choice) });
      const variables = place?.municipality && rankVariables(place.municipality, choice);
      if (variables) await answer(RankDocument, variables);
    };
    await Promise.all([
      ranked(),
      answer(DistributionDocument, distributionVariables(choice, view.place)),
      view.show === 'table' && answer(TableDocument, tableVariables(choice, view)),
    ]);
  }
  // From here to the end nothing waits, so pages that are asked for at one time don't get each other's state.
  bring(answers);
  suppose(size);
  url.open(search);
  url.origin = origin;
  const { head, body } = render(App);
  return { language: view.language, head, body: withoutStyles(body), sources, answers };
}

/** Lengths and colours that are computed stand in style attributes, which the security policy lets only scripts set. */
function withoutStyles(html: string): string {
  return html.replaceAll(/(<[a-z][^<>]*?) style="[^"]*"/g, '$1');
}
