import { graphql } from '../graphql.ts';

/** All that the panel says about a municipality: figures of one edition, their make-up, and every edition of the class. */
export const MunicipalityDocument = graphql(`
  query Municipality(
    $ags: String!
    $edition: String!
    $speed: Int!
    $technology: Technology!
    $fibre: Technology!
    $cable: Technology!
  ) {
    municipality(ags: $ags) {
      ags
      name
      designation
      independent
      inhabited
      stateCode
      areaKm2
      households
      bounds
      longitude
      latitude
      chosen: coverage(technology: $technology, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
        modelled
      }
      all: coverage(technology: ALL, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
      fibre: coverage(technology: $fibre, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
      cable: coverage(technology: $cable, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
      makeUp(minDownstreamMbits: $speed, edition: $edition) {
        fibreOnlyPercent
        bothPercent
        cableOnlyPercent
        otherPercent
        nonePercent
        derived
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
      cableHistory: coverage(technology: $cable, minDownstreamMbits: $speed) {
        sharePercent
        absence
        edition {
          editionId
        }
      }
      districts {
        name
        inhabitants
      }
    }
    cells(ags: $ags, first: 1) {
      totalCount
    }
  }
`);

/** Where a municipality stands among those like it in its Land, and in wider circles. */
export const RankDocument = graphql(`
  query Rank(
    $ags: String!
    $edition: String!
    $technology: Technology!
    $speed: Int!
    $peers: MunicipalityFilter!
    $peersInGermany: MunicipalityFilter!
    $peersOfSize: MunicipalityFilter!
    $state: MunicipalityFilter!
  ) {
    municipality(ags: $ags) {
      peersInGermany: rank(
        technology: $technology
        minDownstreamMbits: $speed
        edition: $edition
        filter: $peersInGermany
      ) {
        rank
        of
      }
      peersOfSize: rank(technology: $technology, minDownstreamMbits: $speed, edition: $edition, filter: $peersOfSize) {
        rank
        of
      }
      inState: rank(technology: $technology, minDownstreamMbits: $speed, edition: $edition, filter: $state) {
        rank
        of
      }
      inGermany: rank(technology: $technology, minDownstreamMbits: $speed, edition: $edition) {
        rank
        of
      }
      rank(technology: $technology, minDownstreamMbits: $speed, edition: $edition, filter: $peers) {
        rank
        of
        notStatedCount
        minPercent
        medianPercent
        maxPercent
        sharesPercent
        best {
          municipality {
            ags
            name
          }
          sharePercent
        }
        above {
          municipality {
            ags
            name
          }
          sharePercent
        }
        below {
          municipality {
            ags
            name
          }
          sharePercent
        }
      }
    }
  }
`);

/** A share of business parks. A fragment of its own, for only of such a one is the mark of the types kept from the server. */
const BusinessShareFragment = graphql(`
  fragment BusinessShare on Coverage @_unmask {
    sharePercent
    absence
    edition {
      referenceDate
    }
  }
`);

/** What the atlas says of a municipality beside its households. */
export const BusinessAndMobileDocument = graphql(
  `
    query BusinessAndMobile($ags: String!, $speed: Int!, $fibre: Technology!) {
      municipality(ags: $ags) {
        all: coverage(population: BUSINESS_PARKS, technology: ALL, minDownstreamMbits: $speed) {
          ...BusinessShare
        }
        fibre: coverage(population: BUSINESS_PARKS, technology: $fibre, minDownstreamMbits: $speed) {
          ...BusinessShare
        }
        cable: coverage(population: BUSINESS_PARKS, technology: HFC, minDownstreamMbits: $speed) {
          ...BusinessShare
        }
        copper: coverage(population: BUSINESS_PARKS, technology: DSL, minDownstreamMbits: $speed) {
          ...BusinessShare
        }
        mobileCoverage {
          technology
          areaType
          sharePercent
          edition {
            referenceDate
          }
        }
      }
    }
  `,
  [BusinessShareFragment],
);

/** How the municipalities of a Land spread over the classes. */
export const DistributionDocument = graphql(`
  query Distribution($edition: String!, $technology: Technology!, $speed: Int!, $state: String!) {
    distribution(
      technology: $technology
      minDownstreamMbits: $speed
      edition: $edition
      filter: { stateCode: $state }
    ) {
      bins {
        fromPercent
        toPercent
        count
      }
      notStatedCount
      uninhabitedCount
      totalCount
    }
  }
`);

/** A page of the table of all municipalities. */
export const TableDocument = graphql(`
  query Table(
    $edition: String!
    $technology: Technology!
    $speed: Int!
    $sort: CoverageTableSort!
    $state: String
    $name: String!
    $page: Int!
  ) {
    coverageTable(
      technology: $technology
      minDownstreamMbits: $speed
      edition: $edition
      sort: $sort
      stateCode: $state
      nameContains: $name
      page: $page
    ) {
      rows {
        municipality {
          ags
          name
          stateCode
        }
        sharePercent
        rank
      }
      page
      pageCount
      chosenCount
      totalCount
    }
  }
`);

/** Every municipality's share, as columns. */
export const ColumnsDocument = graphql(`
  query Columns($edition: String!, $technology: Technology!, $speed: Int!) {
    coverageColumns(technology: $technology, minDownstreamMbits: $speed, edition: $edition) {
      ags
      name
      stateCode
      sharesPercent
    }
  }
`);

/** A district and its modelled figures. */
export const DistrictDocument = graphql(`
  query District(
    $ags: String!
    $name: String!
    $edition: String!
    $speed: Int!
    $technology: Technology!
    $fibre: Technology!
    $cable: Technology!
  ) {
    district(ags: $ags, name: $name) {
      name
      inhabitants
      bounds
      chosen: coverage(technology: $technology, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
      all: coverage(technology: ALL, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
      fibre: coverage(technology: $fibre, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
      cable: coverage(technology: $cable, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
    }
  }
`);

/** A grid cell and its modelled figures. */
export const CellDocument = graphql(`
  query Cell(
    $cellId: String!
    $edition: String!
    $speed: Int!
    $technology: Technology!
    $fibre: Technology!
    $cable: Technology!
  ) {
    cell(cellId: $cellId) {
      cellId
      households
      protected
      bounds
      chosen: coverage(technology: $technology, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
      all: coverage(technology: ALL, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
      fibre: coverage(technology: $fibre, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
      cable: coverage(technology: $cable, minDownstreamMbits: $speed, edition: $edition) {
        sharePercent
        absence
      }
    }
  }
`);
