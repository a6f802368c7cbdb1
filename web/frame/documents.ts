import type { ResultOf } from 'gql.tada';
import { graphql } from '../graphql.ts';

/** Whether the token that it is asked with is the planners'. */
export const PlannerDocument = graphql(`
  query Planner {
    planner
  }
`);

/** Whom the public may ask. */
export const ContactsDocument = graphql(`
  query Contacts {
    contacts {
      name
      phone
      email
      url
    }
  }
`);

export type Contact = ResultOf<typeof ContactsDocument>['contacts'][number];
