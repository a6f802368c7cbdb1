import { graphql } from '../graphql.ts';

/** Whether the token that it is asked with is the planners'. */
export const PlannerDocument = graphql(`
  query Planner {
    planner
  }
`);
