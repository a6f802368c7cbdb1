import type { ResultOf } from 'gql.tada';
import { graphql } from '../../graphql.ts';
import { lastDay, daysLater } from '../chart/window.ts';
import type { View } from '../../view.ts';

/** How much of what the sensors were to say came, and where the least did. */
export const AvailabilityDocument = graphql(`
  query SensorAvailability($ags: String!, $from: Date!, $to: Date!) {
    sensorAvailability(ags: $ags, from: $from, to: $to) {
      from
      to
      themes {
        theme
        things
        datastreams
        irregular
        silent
        expected
        received
        availabilityPercent
        dailyPercents
        observations
        doubtful
        alarms
      }
      least(first: 10) {
        datastreamId
        availabilityPercent
        lastDay
        datastream {
          propertyKey
          propertyName
          thing {
            name
          }
        }
      }
    }
  }
`);

/** What the period of a link asks; undefined = it shows none. Today is not over, and not in it. */
export function periodVariables(view: Pick<View, 'place' | 'sensors' | 'on'>, today = lastDay({ on: undefined })) {
  const { availability: days } = view.sensors;
  if (days === undefined) return undefined;
  const dayAfter = daysLater(view.on ?? today, 1);
  const to = dayAfter < today ? dayAfter : today;
  return { ags: view.place, from: daysLater(to, -days), to };
}

export type Availability = ResultOf<typeof AvailabilityDocument>['sensorAvailability'];
export type ThemeAvailability = Availability['themes'][number];
export type LeastAvailable = Availability['least'][number];
