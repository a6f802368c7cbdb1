import { aDatastream, aLocation, anObservation, aThing } from './bodies.ts';
import { make, type Service } from './service.ts';

/** Things A, B, C, each with datastreams 1 and 2, each of those with results 0 to 11 at every minute from 10:00 on. */
export async function addThings(service: Service): Promise<void> {
  for (const name of ['A', 'B', 'C']) {
    const series = [1, 2].map((number) =>
      aDatastream({
        name: `${name}${number}`,
        ...(number === 2 && { properties: { second: true } }),
        Observations: Array.from({ length: 12 }, (_, minute) =>
          anObservation({
            result: minute,
            phenomenonTime: `2026-01-15T10:${String(minute).padStart(2, '0')}:00Z`,
            resultTime: `2026-01-15T11:${String(minute).padStart(2, '0')}:00Z`,
            ...(number === 2 && { parameters: { minute }, resultQuality: { good: minute > 5 } }),
            ...(minute === 3 && { validTime: '2026-01-15T10:00:00Z/2026-01-16T10:00:00Z' }),
          }),
        ),
      }),
    );
    await make(
      service,
      '/Things',
      aThing({ name, Datastreams: series, Locations: [aLocation({ name: `at ${name}` })] }),
    );
  }
}
