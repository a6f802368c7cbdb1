import { builder } from './builder.ts';

builder.queryField('planner', (t) =>
  t.boolean({
    description:
      'True if this was asked with the planners’ token, sent as `Authorization: Bearer …`: then every address is told of, and what was found can be recorded.',
    resolve: (_root, _args, { planner }) => planner,
  }),
);
