import { builder } from '../../builder.ts';
import { EditionType } from '../../editions/graphql.ts';
import { NotFoundError, PlannerOnlyError } from '../../errors.ts';
import { requirePlanner } from '../../planner-graphql.ts';
import { AddressType } from '../../places/address-graphql.ts';
import { editionOf } from '../../places/graphql.ts';
import { AddressRolloutType } from '../address-graphql.ts';
import { AreaType } from '../areas-graphql.ts';
import { AnnouncementType, StatementType } from '../statements-graphql.ts';
import { today } from '../today.ts';
import { tellingSources } from './drafts.ts';
import { ChangedMeanwhileError, type StageFinding, StageRefusedError } from './errors.ts';
import { findSubjects, formOf, StageFindingType, StageInput, StageSubjectInput } from './form-graphql.ts';
import { lockSubjects, readForm, writeStage } from './import.ts';
import { type AreaState, findKnown, type Known, previewStage, type StagePreview } from './preview.ts';
import { findRevision, getDraftEdition } from './queries.ts';
import { retractEdition } from './retract-import.ts';

const AreaStateType = builder.objectRef<AreaState>('AreaState').implement({
  description: 'What the public reads of an area.',
  fields: (t) => ({
    rollout: t.expose('rollout', { type: [StatementType], description: 'What is said of each stage, of today.' }),
    history: t.expose('history', { type: [StatementType], description: 'The same, of all days.' }),
    announcements: t.expose('announcements', {
      type: [AnnouncementType],
      description: 'What was announced, oldest first.',
    }),
  }),
});

const AreaPreviewType = builder.objectRef<StagePreview['areas'][number]>('AreaPreview').implement({
  description: 'An area before and after.',
  fields: (t) => ({
    area: t.expose('what', { type: AreaType, description: 'The area.' }),
    before: t.expose('before', { type: AreaStateType, description: 'What the public reads now.' }),
    after: t.expose('after', { type: AreaStateType, description: 'What the public would read.' }),
  }),
});

const AddressPreviewType = builder.objectRef<NonNullable<StagePreview['address']>>('AddressPreview').implement({
  description: 'An address before and after, without what must not be told of few households.',
  fields: (t) => ({
    address: t.expose('what', { type: AddressType, description: 'The address.' }),
    before: t.expose('before', { type: AddressRolloutType, description: 'What the public reads now.' }),
    after: t.expose('after', { type: AddressRolloutType, description: 'What the public would read.' }),
  }),
});

const StagePreviewType = builder.objectRef<StagePreview>('StagePreview').implement({
  description: 'What the public would read if an event were recorded. Nothing is kept.',
  fields: (t) => ({
    revision: t.exposeString('revision', { description: 'For `basedOn`.' }),
    warnings: t.expose('warnings', { type: [StageFindingType], description: 'What deserves a look.' }),
    areas: t.expose('areas', { type: [AreaPreviewType], description: 'Areas that it is about, by name.' }),
    address: t.expose('address', {
      type: AddressPreviewType,
      nullable: true,
      description: 'The address that it is about; null = it is about something else.',
    }),
    addressCount: t.exposeInt('addressCount', { description: 'Number of addresses that it tells of.' }),
    addresses: t.expose('addresses', {
      type: [AddressType],
      description: 'The first ten of them, by street and number.',
    }),
  }),
});

const KnownAreaType = builder.objectRef<Known['areas'][number]>('KnownArea').implement({
  description: 'An area and what is recorded of it.',
  fields: (t) => ({
    area: t.expose('what', { type: AreaType, description: 'The area.' }),
    state: t.expose('state', { type: AreaStateType, description: 'What the public reads.' }),
  }),
});

const StageRecordType = builder.objectRef<{ revision: string; known: Known }>('StageRecord').implement({
  description: 'What is recorded of something, and the revision to record on.',
  fields: (t) => ({
    revision: t.exposeString('revision', { description: 'For `basedOn`.' }),
    areas: t.field({ type: [KnownAreaType], description: 'Areas, by name.', resolve: ({ known }) => known.areas }),
  }),
});

const RecordedStageType = builder.objectRef<RecordedStage>('RecordedStage').implement({
  description: 'What was recorded.',
  fields: (t) => ({
    edition: t.field({
      type: EditionType,
      description: 'Its edition; `editionId` takes it back again.',
      resolve: ({ editionId }, _args, context) => editionOf(context, editionId),
    }),
    revision: t.exposeString('revision', { description: 'For `basedOn` of what is recorded next.' }),
    warnings: t.expose('warnings', { type: [StageFindingType], description: 'What deserves a look.' }),
  }),
});

interface RecordedStage {
  editionId: string;
  revision: string;
  warnings: readonly StageFinding[];
}

const RetractedStageType = builder.objectRef<{ revision: string }>('RetractedStage').implement({
  description: 'What was recorded is taken back; what held before holds again.',
  fields: (t) => ({
    revision: t.exposeString('revision', { description: 'For `basedOn` of what is recorded next.' }),
  }),
});

const recordingCost = 500;

builder.queryFields((t) => ({
  stageRecord: t.field({
    type: StageRecordType,
    description: 'What is recorded of something, for a form to begin with. For planners.',
    complexity: 20,
    errors: {
      types: [PlannerOnlyError],
      directResult: true,
      union: { name: 'StageRecordResult', description: 'What is recorded, or why it is not told.' },
    },
    args: { subject: t.arg({ type: StageSubjectInput, required: true, description: 'What it is about.' }) },
    resolve: async (_root, { subject }, context) => {
      requirePlanner(context);
      const subjects = await findSubjects(context.db, subject);
      return {
        revision: await findRevision(context.db, subjects),
        known: await findKnown(context, context.db, subject.ags, subjects),
      };
    },
  }),
  previewStage: t.field({
    type: StagePreviewType,
    description: 'What the public would read if an event were recorded. Nothing is kept. For planners.',
    complexity: recordingCost,
    errors: {
      types: [PlannerOnlyError, StageRefusedError],
      directResult: true,
      union: { name: 'PreviewStageResult', description: 'The preview, or why there is none.' },
    },
    args: { event: t.arg({ type: StageInput, required: true, description: 'What is to be recorded.' }) },
    resolve: async (_root, { event }, context) => {
      requirePlanner(context);
      return previewStage(context, await formOf(context.db, event));
    },
  }),
}));

builder.mutationFields((t) => ({
  recordStage: t.field({
    type: RecordedStageType,
    description:
      'Records one event as an edition of its own. What it corrects is closed, never overwritten. For planners.',
    complexity: recordingCost,
    errors: {
      types: [PlannerOnlyError, StageRefusedError, ChangedMeanwhileError],
      directResult: true,
      union: { name: 'RecordStageResult', description: 'What was recorded, or why nothing was.' },
    },
    args: {
      event: t.arg({ type: StageInput, required: true, description: 'What is to be recorded.' }),
      basedOn: t.arg.string({
        required: true,
        description: 'Revision that the event was written on; if anything was recorded since, nothing is.',
      }),
    },
    resolve: async (_root, { event, basedOn }, context) => {
      requirePlanner(context);
      const form = await formOf(context.db, event);
      const saying = readForm(form, today());
      const recording = context.transact(async (transaction) => {
        await lockSubjects(transaction, form.ags, form.subjects, basedOn);
        const { editionId, warnings } = await writeStage(transaction, form, saying);
        return {
          edition: await getDraftEdition(transaction, editionId),
          revision: await findRevision(transaction, form.subjects),
          warnings,
        };
      });
      const recorded = await tellingSources(context, recording);
      // The register hears of it a moment later.
      context.drafts.set(recorded.edition.id, recorded.edition);
      return { ...recorded, editionId: recorded.edition.id };
    },
  }),
  retractStage: t.field({
    type: RetractedStageType,
    description:
      'Takes back what was recorded by hand, the last one or any before it, as long as nothing later stands on it. For planners.',
    complexity: recordingCost,
    errors: {
      types: [PlannerOnlyError, NotFoundError, ChangedMeanwhileError],
      directResult: true,
      union: { name: 'RetractStageResult', description: 'That it is taken back, or why it is not.' },
    },
    args: {
      editionId: t.arg.string({ required: true, description: 'Edition as `recordStage` or `handRecords` gave it.' }),
    },
    resolve: async (_root, { editionId }, context) => {
      requirePlanner(context);
      const retracting = context.transact(async (transaction) => ({
        revision: await findRevision(transaction, await retractEdition(transaction, editionId)),
      }));
      return tellingSources(context, retracting);
    },
  }),
}));
