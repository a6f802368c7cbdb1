import type { ResultOf } from 'gql.tada';
import { graphql } from '../graphql.ts';

/** A thing, what it observes and what it said last. */
const ListedThing = graphql(`
  fragment ListedThing on Thing @_unmask {
    thingId
    name
    theme
    modelled
    places
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
`);

export type ListedThing = ResultOf<typeof ListedThing>;

/** All that a town's sensors are and what they said last. */
export const SensorsDocument = graphql(
  `
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
        pageInfo {
          endCursor
        }
        edges {
          node {
            ...ListedThing
          }
        }
      }
    }
  `,
  [ListedThing],
);

/** Things that come after those that are listed. */
export const MoreThingsDocument = graphql(
  `
    query SensorsMore($ags: String!, $after: String!) {
      things(ags: $ags, first: 500, after: $after) {
        pageInfo {
          endCursor
        }
        edges {
          node {
            ...ListedThing
          }
        }
      }
    }
  `,
  [ListedThing],
);

/** Things whose datastreams a link names and that are not listed. */
export const NamedThingsDocument = graphql(
  `
    query SensorsNamed($ags: String!, $ids: [Int!]!) {
      datastreams(ags: $ags, ids: $ids) {
        datastreamId
        thing {
          ...ListedThing
        }
      }
    }
  `,
  [ListedThing],
);

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
