import { loadTogether } from '../batch.ts';
import { builder } from '../builder.ts';
import { AddressType } from '../places/address-graphql.ts';
import { asOfDescription } from '../places/graphql.ts';
import { type AddressRollout, loadRollouts } from './address-rollouts.ts';
import { AreaType, onDescription } from './areas-graphql.ts';
import { today } from './today.ts';
import type { Announcement } from './queries.ts';
import type { Slip } from './slip.ts';
import { AnnouncementType, StatementType } from './statements-graphql.ts';
import { endOf, isPassed, isReached, type Station, stationsOf } from './stations.ts';
import { StageEnum } from './vocabulary-graphql.ts';

const StationStateEnum = builder.enumType('StationState', {
  description: 'Where an address stands at one stage.',
  values: {
    DONE: { description: 'Reached.' },
    NOW: { description: 'Under way, at the address or in all of its area.' },
    NEXT: {
      description: 'Comes next, as far as anything is known; it takes an order where the stage follows from one.',
    },
    OPEN: { description: 'Said to be not there yet.' },
    MISSED: { description: 'Tried and not reached.' },
    UNKNOWN: { description: 'Nobody has said.' },
    WITHHELD: {
      description:
        'Not told in public: it would say whether somebody in one of a few households has ordered. The same for every such address, whatever is known.',
    },
  } as const,
});

const StationType = builder.objectRef<Station>('Station').implement({
  description: 'One station of an address, as a parcel has them.',
  fields: (t) => ({
    stage: t.expose('stage', { type: StageEnum, description: 'The stage.' }),
    state: t.expose('state', { type: StationStateEnum, description: 'Where the address stands.' }),
    implied: t.exposeBoolean('implied', {
      description: 'True: nobody said so of this stage, but a later one is done.',
    }),
    statement: t.expose('statement', {
      type: StatementType,
      nullable: true,
      description: 'What the state stands on, with date and source; null = nothing.',
    }),
    areaStatement: t.expose('areaStatement', {
      type: StatementType,
      nullable: true,
      description: 'What was said of a part of its area, and does not tell of this address; null = nothing.',
    }),
    announcement: t.field({
      type: AnnouncementType,
      nullable: true,
      description: 'Newest announcement of the stage, or else of the end of all works; null = none, or it is done.',
      resolve: ({ announcement }) => announcement as (Announcement & Slip) | null,
    }),
  }),
});

export const AddressRolloutType = builder.objectRef<AddressRollout>('AddressRollout').implement({
  description:
    'How far fibre is at an address. Passed, orderable and active are three different things. Whether somebody there has ' +
    'ordered is told in public only of addresses with enough households that it points at none of them.',
  fields: (t) => ({
    area: t.expose('place', {
      type: AreaType,
      nullable: true,
      description: 'Rollout area that it belongs to; null = none.',
    }),
    stations: t.field({ type: [StationType], description: 'All stations in order.', resolve: stationsOf }),
    passed: t.boolean({
      nullable: true,
      description: 'True if fibre lies in the street; null = not known.',
      resolve: isPassed,
    }),
    orderable: t.boolean({
      nullable: true,
      description: 'True if a connection can be ordered; null = not known.',
      resolve: (evidence) => isReached('orderable', evidence),
    }),
    active: t.boolean({
      nullable: true,
      description: 'True if a connection is in use; null = not known, or withheld.',
      resolve: (evidence) => isReached('active', evidence),
    }),
    withheld: t.exposeBoolean('withheld', {
      description: 'True if stages that follow from an order are not told, since few households live there.',
    }),
    ended: t.field({
      type: StatementType,
      nullable: true,
      description: 'What was said that ends the works here: stopped, or not planned; null = nothing.',
      resolve: (evidence) => endOf(evidence) ?? null,
    }),
    announcements: t.expose('announcements', {
      type: [AnnouncementType],
      description: 'What was announced for the address and for its area, oldest first.',
    }),
    history: t.expose('history', {
      type: [StatementType],
      description: 'All that was said of the address itself and is held for true at `asOf`, of all days, by stage.',
    }),
  }),
});

builder.objectField(AddressType, 'rollout', (t) =>
  t.field({
    type: AddressRolloutType,
    description: 'How far fibre is at this address.',
    complexity: { field: 20, multiplier: 10 },
    args: {
      on: t.arg({ type: 'Date', description: onDescription }),
      asOf: t.arg({ type: 'DateTime', description: asOfDescription }),
    },
    resolve: (address, { on, asOf }, context, info) =>
      loadTogether(context, info, address, (addresses) =>
        loadRollouts(context, addresses, { on: on ?? today(), asOf: asOf ?? null }),
      ),
  }),
);
