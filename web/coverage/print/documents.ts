import { graphql } from '../../graphql.ts';

/** A rank and who is next to it. */
const NeighboursFragment = graphql(`
  fragment Neighbours on Rank @_unmask {
    rank
    of
    notStatedCount
    medianPercent
    best {
      municipality {
        name
      }
      sharePercent
    }
    above {
      municipality {
        name
      }
      sharePercent
    }
    below {
      municipality {
        name
      }
      sharePercent
    }
  }
`);

/** What a report says beyond the panel: every figure of the edition, ranks with fibre, cable and any technology. */
export const ReportDocument = graphql(
  `
    query Report(
      $ags: String!
      $edition: String!
      $speed: Int!
      $fibre: Technology!
      $cable: Technology!
      $peers: MunicipalityFilter!
    ) {
      municipality(ags: $ags) {
        figures(edition: $edition) {
          technology
          minDownstreamMbits
          sharePercent
          absence
        }
        fibre: rank(technology: $fibre, minDownstreamMbits: $speed, edition: $edition, filter: $peers) {
          ...Neighbours
        }
        cable: rank(technology: $cable, minDownstreamMbits: $speed, edition: $edition, filter: $peers) {
          ...Neighbours
        }
        all: rank(technology: ALL, minDownstreamMbits: $speed, edition: $edition, filter: $peers) {
          ...Neighbours
        }
      }
    }
  `,
  [NeighboursFragment],
);

/** The districts' modelled shares in an edition of cells. */
export const ReportDistrictsDocument = graphql(`
  query ReportDistricts($ags: String!, $edition: String!, $speed: Int!, $fibre: Technology!, $cable: Technology!) {
    municipality(ags: $ags) {
      districts {
        name
        inhabitants
        all: coverage(technology: ALL, minDownstreamMbits: $speed, edition: $edition) {
          sharePercent
          absence
        }
        cable: coverage(technology: $cable, minDownstreamMbits: $speed, edition: $edition) {
          sharePercent
          absence
        }
        fibre: coverage(technology: $fibre, minDownstreamMbits: $speed, edition: $edition) {
          sharePercent
          absence
        }
      }
    }
  }
`);
