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

/** Places side by side: each field is one statement, however many places. */
export const PlacesDocument = graphql(`
  query Places($places: [String!]!, $edition: String!, $technology: Technology!, $fibre: Technology!, $speed: Int!) {
    municipalities(filter: { ags: $places }, first: 4) {
      edges {
        node {
          ags
          name
          designation
          independent
          inhabited
          stateCode
          figures(edition: $edition) {
            technology
            minDownstreamMbits
            sharePercent
            absence
          }
          makeUp(minDownstreamMbits: $speed, edition: $edition) {
            fibreOnlyPercent
            bothPercent
            cableOnlyPercent
            otherPercent
            nonePercent
          }
          rankOfKind: rank(
            technology: $technology
            minDownstreamMbits: $speed
            edition: $edition
            circle: KIND_IN_STATE
          ) {
            rank
            of
          }
          rankInState: rank(technology: $technology, minDownstreamMbits: $speed, edition: $edition, circle: STATE) {
            rank
            of
          }
          rank(technology: $technology, minDownstreamMbits: $speed, edition: $edition) {
            rank
            of
          }
          history: coverage(technology: ALL, minDownstreamMbits: $speed) {
            sharePercent
            absence
            edition {
              editionId
              referenceDate
            }
            breakInSeries {
              earlier
              later
              reason
            }
          }
          fibreHistory: coverage(technology: $fibre, minDownstreamMbits: $speed) {
            sharePercent
            absence
            edition {
              editionId
            }
          }
          cableHistory: coverage(technology: HFC, minDownstreamMbits: $speed) {
            sharePercent
            absence
            edition {
              editionId
            }
          }
        }
      }
    }
  }
`);

/** A page of the best or worst, with what is not ranked counted apart. */
export const RankingDocument = graphql(`
  query Ranking(
    $edition: String!
    $technology: Technology!
    $speed: Int!
    $filter: MunicipalityFilter!
    $direction: Direction!
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    ranking(
      technology: $technology
      minDownstreamMbits: $speed
      edition: $edition
      filter: $filter
      direction: $direction
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
      totalCount
      notStatedCount
      pageInfo {
        startCursor
        endCursor
        hasNextPage
        hasPreviousPage
      }
      edges {
        node {
          rank
          sharedBy
          sharePercent
          municipality {
            ags
            name
            stateCode
          }
        }
      }
    }
  }
`);

/** A page of what changed most, or why there is no such list. */
export const ChangeRankingDocument = graphql(`
  query ChangeRanking(
    $from: String!
    $to: String!
    $technology: Technology!
    $speed: Int!
    $filter: MunicipalityFilter!
    $direction: Direction!
    $first: Int
    $after: String
    $last: Int
    $before: String
  ) {
    coverageChanges(technology: $technology, minDownstreamMbits: $speed, from: $from, to: $to, filter: $filter) {
      __typename
      ... on CoverageChanges {
        missingCount
        ranking(direction: $direction, first: $first, after: $after, last: $last, before: $before) {
          totalCount
          pageInfo {
            startCursor
            endCursor
            hasNextPage
            hasPreviousPage
          }
          edges {
            node {
              rank
              sharedBy
              earlierPercent
              laterPercent
              differencePercentagePoints
              municipality {
                ags
                name
                stateCode
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
