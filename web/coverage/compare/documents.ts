import { graphql } from '../../graphql.ts';

/** One place in both editions: what the first sentence needs, long before the whole country is there. */
export const PairDocument = graphql(`
  query Pair($ags: String!, $from: String!, $to: String!, $technology: Technology!, $speed: Int!) {
    municipality(ags: $ags) {
      ags
      name
      inhabited
      bounds
      stateCode
      earlier: coverage(technology: $technology, minDownstreamMbits: $speed, edition: $from) {
        sharePercent
        absence
      }
      later: coverage(technology: $technology, minDownstreamMbits: $speed, edition: $to) {
        sharePercent
        absence
      }
    }
  }
`);

/** All municipalities in both editions, and the ends of the list; or why there is no difference. */
export const ChangesDocument = graphql(`
  query Changes($from: String!, $to: String!, $technology: Technology!, $speed: Int!) {
    coverageChanges(technology: $technology, minDownstreamMbits: $speed, from: $from, to: $to) {
      __typename
      ... on CoverageChanges {
        roseCount
        sameCount
        fellCount
        missingCount
        medianPercentagePoints
        onlyEarlierCount
        onlyLaterCount
        columns {
          ags
          earlierPercent
          laterPercent
        }
        risen: ranking(first: 3) {
          edges {
            node {
              differencePercentagePoints
              municipality {
                ags
                name
              }
            }
          }
        }
        fallen: ranking(first: 3, direction: ASCENDING) {
          edges {
            node {
              differencePercentagePoints
              municipality {
                ags
                name
              }
            }
          }
        }
      }
      ... on SeriesBreakError {
        reason
        nearestPair
      }
      ... on NotFoundError {
        message
      }
    }
  }
`);
