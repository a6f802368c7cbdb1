import { expect } from 'vitest';
import { findStatements, type Subject } from '../../../../server/construction/queries.ts';
import { addAddresses, addBoundaries, aMunicipality, anAddress, box } from '../../../builders.ts';
import { openTestDatabase, type TestDatabase } from '../../../database.ts';
import { type Api, openApi } from '../../graphql/api.ts';
import { anArea, aStatement, record } from '../fixture.ts';

export const ags = '07313000';
export const source = { title: 'Bauausschuss', publisher: 'Stadt Landau', reportedOn: '2026-03-20' };
export const west = { ags, kind: 'AREA', id: 'west' };
export const works = { subject: west, stage: 'CIVIL_WORKS', progress: 'DONE', from: '2026-03', source };

export const area = (id: string): Subject => ({ ags, kind: 'area', id });

interface Recorded {
  __typename: string;
  revision: string;
  edition: { editionId: string };
  statements: unknown[];
}

/** A planner of a town with two areas in one district and three addresses, of whose west something is planned. */
export class Planner {
  readonly database: TestDatabase;
  readonly api: Api;
  readonly token: string;

  private constructor(database: TestDatabase, api: Api, token: string) {
    this.database = database;
    this.api = api;
    this.token = token;
  }

  static async open(): Promise<Planner> {
    const token = 'planners-of-the-town';
    const database = await openTestDatabase();
    return new Planner(database, await openApi(database, 5, undefined, token), token);
  }

  async close(): Promise<void> {
    await this.api.close();
    await this.database.close();
  }

  /** The town as it was before anything was recorded by hand. */
  async beginAnew(): Promise<void> {
    await this.database.db.deleteFrom('edition').execute();
    await addBoundaries(this.database, [aMunicipality({ ags, name: 'Landau', geometry: box(8, 49, 8.3, 49.3) })]);
    await record(this.database, [
      anArea({ ags, id: 'west', name: 'West', district: 'Kernstadt', geometry: box(8, 49, 8.1, 49.1) }),
      anArea({ ags, id: 'ost', name: 'Ost', district: 'Kernstadt', geometry: box(8.1, 49, 8.2, 49.1) }),
      aStatement({ ags, kind: 'area', id: 'west' }, { stage: 'planned', from: '2025-01-01' }),
    ]);
    await addAddresses(this.database, [
      anAddress({ ags, id: 'a-1', street: 'Am Bach', houseNumber: 1, households: 8, longitude: 8.05, latitude: 49.05 }),
      anAddress({ ags, id: 'a-2', street: 'Am Bach', houseNumber: 2, households: 1, longitude: 8.05, latitude: 49.05 }),
      anAddress({ ags, id: 'a-3', street: 'Am Bach', houseNumber: 3, households: 8, longitude: 8.15, latitude: 49.05 }),
    ]);
  }

  async ask(query: string, variables: object): Promise<unknown> {
    const { data, errors } = await this.api.ask(query, { ...variables }, this.token);
    expect(errors).toEqual([]);
    return data;
  }

  async revisionOf(subject: object): Promise<string> {
    const data = await this.ask(
      'query ($subject: StageSubjectInput!) { stageRecord(subject: $subject) { ... on StageRecord { revision } } }',
      { subject },
    );
    return (data as { stageRecord: { revision: string } }).stageRecord.revision;
  }

  async save(event: object, basedOn: string): Promise<Recorded> {
    const data = await this.ask(
      `mutation ($event: StageInput!, $basedOn: String!) { recordStage(event: $event, basedOn: $basedOn) { __typename
        ... on RecordedStage { revision edition { editionId title publisher url } }
        ... on ChangedMeanwhileError { revision statements { stage progress from recordedAt source { publisher } } }
        ... on StageRefusedError { findings { field rule read } } } }`,
      { event, basedOn },
    );
    return (data as { recordStage: Recorded }).recordStage;
  }

  takeBack(editionId: string): Promise<unknown> {
    return this.ask('mutation ($id: String!) { retractStage(editionId: $id) { __typename } }', { id: editionId });
  }

  async saidOf(id: string, asOf: Date | null = null): Promise<string[]> {
    const statements = await findStatements(this.database.db, [area(id)], { on: null, asOf });
    return statements.map(({ stage, progress, from, until }) => `${stage} ${progress} ${from}/${until ?? ''}`);
  }
}
