import { graphql } from '../graphql.ts';

/** All that a town's sensors are and what they said last. */
export const SensorsDocument = graphql(`
  query Sensors($ags: String!) {
    municipality(ags: $ags) {
      ags
      name
      bounds
      districts {
        name
        longitude
        latitude
      }
    }
    things(ags: $ags, first: 500) {
      totalCount
      edges {
        node {
          thingId
          name
          theme
          modelled
          longitude
          latitude
          datastreams {
            datastreamId
            name
            propertyKey
            propertyName
            unitSymbol
            summed
            intervalSeconds
            staleAfterSeconds
            state
            latest {
              value
              time
              flags
            }
          }
        }
      }
    }
  }
`);

/** What a chart draws of a series. */
const SeriesColumns = graphql(`
  fragment SeriesColumns on Series @_unmask {
    start
    values
    minima
    maxima
    plausibleMinima
    plausibleMaxima
    plausibleMeans
    doubtful
  }
`);

/**
 * Series of a few datastreams in one time, what is usual, who measured, and the twelve months up to it. Single values go
 * after a while; `hours` are asked for beside them.
 */
export const SeriesDocument = graphql(
  `
    query SensorSeries(
      $ags: String!
      $ids: [Int!]!
      $from: DateTime!
      $to: DateTime!
      $bucket: SeriesBucket!
      $on: Date!
      $yearFrom: DateTime!
      $yearTo: DateTime!
      $single: Boolean!
    ) {
      datastreams(ags: $ags, ids: $ids) {
        datastreamId
        devices {
          name
          from
        }
        usualRange(on: $on) {
          lows
          highs
        }
        series(from: $from, to: $to, bucket: $bucket) {
          times
          ...SeriesColumns
        }
        hours: series(from: $from, to: $to, bucket: HOUR) @include(if: $single) {
          ...SeriesColumns
        }
        year: series(from: $yearFrom, to: $yearTo, bucket: DAY) {
          ...SeriesColumns
        }
      }
    }
  `,
  [SeriesColumns],
);

/** How the values on a screen went today. */
export const TodayDocument = graphql(
  `
    query SensorsToday($ags: String!, $ids: [Int!]!, $from: DateTime!, $to: DateTime!, $on: Date!) {
      datastreams(ags: $ags, ids: $ids) {
        datastreamId
        usualRange(on: $on) {
          lows
          highs
        }
        series(from: $from, to: $to, bucket: HOUR) {
          ...SeriesColumns
        }
      }
    }
  `,
  [SeriesColumns],
);

/** What many datastreams said in one time, by hour or day, for whoever points at a moment of it. */
export const MomentsDocument = graphql(`
  query SensorMoments($ags: String!, $ids: [Int!]!, $from: DateTime!, $to: DateTime!, $bucket: SeriesBucket!) {
    datastreams(ags: $ags, ids: $ids) {
      datastreamId
      series(from: $from, to: $to, bucket: $bucket) {
        start
        values
        plausibleMeans
        doubtful
      }
    }
  }
`);

/** What changes from now on. */
export const latestValuesSubscription = `subscription LatestValues($ags: String!) {
  latestValues(ags: $ags) { datastreamIds times values flags }
}`;
