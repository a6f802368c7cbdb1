import { graphql } from '../graphql.ts';

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
