import { graphql } from '../graphql.ts';

/** Every edition that a map can show; there are some dozens. */
export const EditionsDocument = graphql(`
  query Editions {
    municipal: editions(kind: MUNICIPAL_COVERAGE, population: HOUSEHOLDS, first: 100) {
      edges {
        node {
          editionId
          title
          publisher
          referenceDate
          recordedAt
          licence
          licenceUrl
          attribution
          url
          method
          modelled
          writtenCount
          partial
          figures {
            name
          }
        }
      }
    }
    cells: editions(kind: CELL_COVERAGE, first: 100) {
      edges {
        node {
          editionId
          referenceDate
          recordedAt
          method
          figures {
            name
          }
        }
      }
    }
  }
`);
