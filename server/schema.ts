import { builder } from './builder.ts';
import './editions/graphql.ts';
import './editions/vocabulary-graphql.ts';
import './places/graphql.ts';
import './coverage/graphql.ts';

/** The schema of all rooms. */
export const schema = builder.toSchema();
