import { type ApiContext, builder } from './builder.ts';
import { PlannerOnlyError } from './errors.ts';

builder.objectType(PlannerOnlyError, {
  name: 'PlannerOnlyError',
  description: 'This is for planners alone.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'What is missing, in a sentence.' }),
  }),
});

builder.queryField('planner', (t) =>
  t.boolean({
    description:
      'True if this was asked with the planners’ token, sent as `Authorization: Bearer …`: then every address is told of, and what was found can be recorded.',
    resolve: (_root, _args, { planner }) => planner,
  }),
);

/** Errors: PlannerOnlyError if somebody else asks. */
export function requirePlanner({ planner }: ApiContext): void {
  if (!planner) throw new PlannerOnlyError();
}
