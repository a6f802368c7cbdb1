import type { ResultOf } from 'gql.tada';
import { graphql } from '../graphql.ts';

/** Where a key leads that the newest boundaries don't know any more. */
export const FormerMunicipalityDocument = graphql(`
  query FormerMunicipality($ags: String!) {
    formerMunicipality(ags: $ags) {
      name
      today {
        ags
        name
      }
    }
  }
`);

export const SearchDocument = graphql(`
  query Search($text: String!) {
    search(text: $text, first: 8) {
      ags
      name
      designation
      stateCode
    }
  }
`);

/** A municipality that a search proposes. */
export type Found = ResultOf<typeof SearchDocument>['search'][number];
