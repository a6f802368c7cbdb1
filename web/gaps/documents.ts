import { graphql } from '../graphql.ts';

/** The municipality that districts and cells are asked of. */
export const PlaceDocument = graphql(`
  query GapPlace($ags: String!, $edition: String!) {
    municipality(ags: $ags) {
      name
      bounds
      districts {
        name
        longitude
        latitude
      }
    }
    cells(ags: $ags, edition: $edition, first: 1) {
      totalCount
    }
  }
`);

/** Clusters of cells of a municipality, and what is in none of them. */
export const ClusterGapsDocument = graphql(`
  query ClusterGaps(
    $ags: String!
    $edition: String!
    $technology: Technology!
    $speed: Int!
    $below: Float!
    $minHouseholds: Int!
    $order: GapOrder!
    $first: Int!
    $after: String
  ) {
    gaps: clusterGaps(
      ags: $ags
      edition: $edition
      technology: $technology
      minDownstreamMbits: $speed
      belowPercent: $below
      minHouseholds: $minHouseholds
      orderBy: $order
      first: $first
      after: $after
    ) {
      totalCount
      notStatedCount
      protectedCount
      smallerCount
      householdsWithout
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          clusterId
          place
          direction
          ordinal
          sharePercent
          households
          householdsWithout
          cellCount
          areaKm2
          allPercent
          fibrePercent
          cablePercent
          modelled
          longitude
          latitude
          bounds
          outline
        }
      }
    }
  }
`);

/** Districts of a municipality, and what is in none of them. */
export const DistrictGapsDocument = graphql(`
  query DistrictGaps(
    $ags: String!
    $edition: String!
    $technology: Technology!
    $speed: Int!
    $below: Float!
    $minHouseholds: Int!
    $order: GapOrder!
    $first: Int!
    $after: String
  ) {
    gaps: districtGaps(
      ags: $ags
      edition: $edition
      technology: $technology
      minDownstreamMbits: $speed
      belowPercent: $below
      minHouseholds: $minHouseholds
      orderBy: $order
      first: $first
      after: $after
    ) {
      totalCount
      notStatedCount
      protectedCount
      smallerCount
      householdsWithout
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          sharePercent
          households
          householdsWithout
          cellCount
          protectedCellCount
          areaKm2
          allPercent
          fibrePercent
          cablePercent
          modelled
          district {
            name
            longitude
            latitude
            bounds
            boundary
          }
        }
      }
    }
  }
`);

/** Municipalities of Germany or of a Land, and what is in none of them. */
export const MunicipalityGapsDocument = graphql(`
  query MunicipalityGaps(
    $edition: String!
    $technology: Technology!
    $speed: Int!
    $below: Float!
    $filter: MunicipalityFilter!
    $order: GapOrder!
    $first: Int!
    $after: String
  ) {
    gaps: municipalityGaps(
      edition: $edition
      technology: $technology
      minDownstreamMbits: $speed
      belowPercent: $below
      filter: $filter
      orderBy: $order
      first: $first
      after: $after
    ) {
      totalCount
      notStatedCount
      uninhabitedCount
      householdsUnknownCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          sharePercent
          households
          householdsWithout
          modelled
          municipality {
            ags
            name
            designation
            stateCode
            areaKm2
            longitude
            latitude
            bounds
            makeUp(minDownstreamMbits: $speed, edition: $edition) {
              fibreOnlyPercent
              bothPercent
              cableOnlyPercent
              otherPercent
              nonePercent
            }
          }
        }
      }
    }
  }
`);
