/** The SensorThings client of the Helgoland Toolbox of 52°North, which puts ids in quotes wherever it names one. */
import '@angular/compiler';
import { HttpHandler, type HttpRequest, HttpResponse } from '@angular/common/http';
import { Injector } from '@angular/core';
import {
  HelgolandParameterFilter,
  HelgolandTimeseries,
  HelgolandTimeseriesData,
  HttpService,
  StaApiV1Connector,
  StaInterfaceService,
  Timespan,
} from '@helgoland/core';
import { lastValueFrom, type Observable, from as observe } from 'rxjs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../database.ts';
import { aDatastream } from '../server/sensorthings/bodies.ts';
import { openService, type Service, token } from '../server/sensorthings/service.ts';
import { addThings } from '../server/sensorthings/things.ts';

let database: TestDatabase;
let service: Service;
let root: string;
let sta: StaInterfaceService;
let connector: StaApiV1Connector;
beforeAll(async () => {
  database = await openTestDatabase();
  service = await openService(database);
  root = `${service.url}/`;
  await addThings(service);
  const injector = Injector.create({
    providers: [
      { provide: HttpHandler, useValue: { handle } },
      ...[HttpService, StaInterfaceService, StaApiV1Connector].map((provide) => ({
        ...{ provide, useClass: provide },
        deps: [],
      })),
    ],
  });
  sta = injector.get(StaInterfaceService);
  connector = injector.get(StaApiV1Connector);
});
afterAll(async () => {
  await service.close();
  await database.close();
});

/** What Angular has a browser do: the request as the client has put it together. */
function handle(request: HttpRequest<unknown>): Observable<HttpResponse<unknown>> {
  const ask = async (): Promise<HttpResponse<unknown>> => {
    const response = await fetch(request.urlWithParams, {
      method: request.method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: request.serializeBody() as string | null,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${request.method} ${request.urlWithParams}: ${response.status} ${text}`);
    return new HttpResponse({ status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) });
  };
  return observe(ask());
}

/** What the client may be asked for: of a phenomenon, of a procedure. */
const by = (what: Partial<HelgolandParameterFilter>) => Object.assign(new HelgolandParameterFilter(), what);

const asked = <T>(answer: Observable<T>): Promise<T> => lastValueFrom(answer);

test('knows the service, and goes through all pages', async () => {
  expect(await asked(connector.canHandle(root))).toBe(true);
  const observations = await asked(sta.aggregatePaging(sta.getObservations(root, { $top: 5, $count: true })));
  expect(observations['@iot.count']).toBe(72);
  expect(new Set(observations.value.map((one) => one['@iot.id'])).size).toBe(72);
  const [thing] = (await asked(sta.getThings(root, { $filter: "name eq 'B'", $expand: { Datastreams: true } }))).value;
  expect(thing?.Datastreams?.map(({ name }) => name)).toEqual(['B1', 'B2']);
});

test('finds platforms, phenomena and series by the ids of each other', async () => {
  const phenomena = await asked(connector.getPhenomena(root, by({})));
  expect(phenomena.map(({ label }) => label)).toContain('Temperature');
  const [procedure] = await asked(connector.getProcedures(root, by({})));
  const ofProcedure = await asked(connector.getPhenomena(root, by({ procedure: `${procedure?.id}` })));
  expect(ofProcedure).toHaveLength(1);
  const phenomenon = ofProcedure[0]?.id ?? '';
  const platforms = await asked(connector.getPlatforms(root, by({ phenomenon })));
  expect(platforms).toHaveLength(1);
  const platform = await asked(connector.getPlatform(`${platforms[0]?.id}`, root, by({})));
  expect(platform.datasetIds).toHaveLength(2);
  const series = await asked(connector.getDatasets(root, by({ phenomenon, expanded: true })));
  expect(series.map(({ label }) => label)).toEqual(['A1']);
});

test('draws a series of a time', async () => {
  const [first] = (await asked(sta.getDatastreams(root, { $filter: "name eq 'C2'" }))).value;
  const id = String(first?.['@iot.id']);
  const series = await asked(connector.getDataset({ id, url: root }, by({})));
  if (!(series instanceof HelgolandTimeseries)) throw new Error('It is no series');
  expect(series.label).toBe('C2');
  expect(series.uom).toBe('°C');
  expect([series.firstValue?.value, series.lastValue?.value]).toEqual([0, 11]);
  const time = (minute: number) => Date.UTC(2026, 0, 15, 10, minute);
  const data = await asked(connector.getDatasetData(series, new Timespan(time(2), time(4)), {}));
  if (!(data instanceof HelgolandTimeseriesData)) throw new Error('It has no values');
  expect(data.values).toEqual([2, 3, 4].map((minute) => [time(minute), { value: minute, parameter: { minute } }]));
});

test('makes entities, changes them, and takes them back', async () => {
  const sensor = { name: 'S', description: 's', encodingType: 'text/html', metadata: '<p>' };
  const property = { name: 'P', description: 'p', definition: 'http://town.example/p' };
  // Its types say that ids are text, and that is how it sends them.
  const linkTo = (one: { '@iot.id': unknown }) => ({ '@iot.id': `${one['@iot.id'] as number}` });
  const thing = linkTo(
    await asked(
      sta.insertThing(root, {
        ...{ name: 'T', description: 't' },
        Locations: [
          {
            ...{ name: 'L', description: 'l', encodingType: 'application/geo+json' },
            location: { type: 'Point', coordinates: [8.11, 49.2] },
          },
        ],
        Datastreams: [
          {
            ...{ name: 'D', description: 'd', observationType: aDatastream().observationType as string },
            unitOfMeasurement: { name: 'metre', symbol: 'm', definition: 'http://qudt.org/vocab/unit/M' },
            Sensor: linkTo(await asked(sta.insertSensor(root, sensor))),
            ObservedProperty: linkTo(await asked(sta.insertObservedProperty(root, property))),
          },
        ],
      }),
    ),
  );
  const made = await asked(sta.getDatastreams(root, { $filter: `Thing/id eq '${thing['@iot.id']}'` }));
  const datastream = linkTo(made.value[0] ?? { '@iot.id': '' });
  const time = '2026-02-01T12:00:00Z';
  // Its types ask for text, and its own charts for a number in it.
  await asked(sta.insertObservation(root, { phenomenonTime: time, result: '4.5', Datastream: datastream }));
  const related = await asked(sta.getDatastreamObservationsRelation(root, datastream['@iot.id']));
  expect(related.value).toMatchObject([{ phenomenonTime: time, result: '4.5' }]);
  await asked(sta.updateThing(root, thing['@iot.id'], { name: 'U', description: 'u' }));
  expect((await asked(sta.getThing(root, thing['@iot.id']))).name).toBe('U');
  await asked(sta.deleteThing(root, thing['@iot.id']));
  await expect(asked(sta.getThing(root, thing['@iot.id']))).rejects.toThrow(': 404');
});
