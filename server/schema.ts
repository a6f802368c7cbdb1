import { builder } from './builder.ts';
import './planner-graphql.ts';
import './editions/vocabulary-graphql.ts';
import './editions/graphql.ts';
import './places/graphql.ts';
import './places/address-graphql.ts';
import './places/address-search-graphql.ts';
import './places/former-graphql.ts';
import './coverage/graphql.ts';
import './coverage/cells-graphql.ts';
import './coverage/districts-graphql.ts';
import './coverage/place-graphql.ts';
import './coverage/make-up-graphql.ts';
import './coverage/changes-graphql.ts';
import './coverage/comparison-graphql.ts';
import './coverage/figures-graphql.ts';
import './coverage/ranking-graphql.ts';
import './coverage/distribution-graphql.ts';
import './coverage/business-parks-graphql.ts';
import './gaps/municipalities-graphql.ts';
import './gaps/cells-graphql.ts';
import './construction/vocabulary-graphql.ts';
import './construction/statements-graphql.ts';
import './construction/areas-graphql.ts';
import './construction/address-graphql.ts';
import './construction/summary-graphql.ts';

/** The schema of all rooms. */
export const schema = builder.toSchema();
