import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '../../graphql.ts';
import { AddressState, AnnouncementFields, StatementFields } from '../fragments.ts';

const AreaFields = graphql(`
  fragment RecordedArea on RolloutArea @_unmask {
    areaId
    name
    districtName
    operator
    funding
    edition {
      modelled
    }
  }
`);

const Finding = graphql(`
  fragment Finding on StageFinding @_unmask {
    refused
    field
    rule
    read
    message
    fix
  }
`);

const AreaState = graphql(
  `
    fragment StateOfArea on AreaState @_unmask {
      rollout {
        ...RolloutStatement
      }
      history {
        ...RolloutStatement
      }
      announcements {
        ...RolloutAnnouncement
      }
    }
  `,
  [StatementFields, AnnouncementFields],
);

/** What somebody may record of: all areas of a municipality, and the address that was chosen. */
export const SubjectsDocument = graphql(`
  query RecordSubjects($ags: String!, $address: String!, $hasAddress: Boolean!) {
    municipality(ags: $ags) {
      name
      rolloutAreas {
        areaId
        name
        districtName
      }
    }
    address(ags: $ags, id: $address) @include(if: $hasAddress) {
      addressId
      text
      districtName
    }
  }
`);

/** The revision that a form begins with. */
export const RevisionDocument = graphql(`
  query RecordRevision($subject: StageSubjectInput!) {
    stageRecord(subject: $subject) {
      __typename
      ... on StageRecord {
        revision
      }
    }
  }
`);

/** What the public would read. */
export const PreviewDocument = graphql(
  `
    query PreviewStage($event: StageInput!, $language: Language!) {
      previewStage(event: $event) {
        __typename
        ... on StagePreview {
          revision
          warnings {
            ...Finding
          }
          addressCount
          addresses {
            addressId
            text
          }
          areas {
            area {
              ...RecordedArea
            }
            before {
              ...StateOfArea
            }
            after {
              ...StateOfArea
            }
          }
          address {
            address {
              text
              districtName
            }
            before {
              ...StateOfAddress
            }
            after {
              ...StateOfAddress
            }
          }
        }
        ... on StageRefusedError {
          findings {
            ...Finding
          }
        }
      }
    }
  `,
  [AreaFields, AreaState, AddressState, Finding],
);

/** Saves, unless somebody else was quicker. */
export const SaveDocument = graphql(
  `
    mutation SaveStage($event: StageInput!, $basedOn: String!, $language: Language!) {
      recordStage(event: $event, basedOn: $basedOn) {
        __typename
        ... on RecordedStage {
          revision
          edition {
            editionId
            title
          }
        }
        ... on StageRefusedError {
          findings {
            ...Finding
          }
        }
        ... on ChangedMeanwhileError {
          revision
          statements {
            ...RolloutStatement
          }
          announcements {
            ...RolloutAnnouncement
          }
        }
      }
    }
  `,
  [StatementFields, AnnouncementFields, Finding],
);

/** Takes back what was saved. */
export const UndoDocument = graphql(
  `
    mutation UndoStage($editionId: String!, $language: Language!) {
      retractStage(editionId: $editionId) {
        __typename
        ... on RetractedStage {
          revision
        }
        ... on ChangedMeanwhileError {
          statements {
            ...RolloutStatement
          }
          announcements {
            ...RolloutAnnouncement
          }
        }
      }
    }
  `,
  [StatementFields, AnnouncementFields],
);

/** What was recorded by hand, the last one first, page by page. */
export const HistoryDocument = graphql(`
  query RecordHistory(
    $ags: String!
    $first: Int!
    $after: String
    $districtName: String
    $kind: SubjectKind
    $id: String
  ) {
    handRecords(ags: $ags, first: $first, after: $after, districtName: $districtName, kind: $kind, id: $id) {
      __typename
      ... on HandRecords {
        more
        records {
          edition {
            editionId
            title
            publisher
            recordedAt
          }
          subjects
          subjectCount
          stage
          progress
          expected
          holds
        }
      }
    }
  }
`);

export type StageEvent = VariablesOf<typeof PreviewDocument>['event'];
export type StageSubject = StageEvent['subject'];
type PreviewResult = ResultOf<typeof PreviewDocument>['previewStage'];
export type StagePreview = Extract<PreviewResult, { __typename: 'StagePreview' }>;
export type StageFinding = ResultOf<typeof Finding>;
type SaveResult = ResultOf<typeof SaveDocument>['recordStage'];
export type SavedStage = Extract<SaveResult, { __typename: 'RecordedStage' }>;
type UndoResult = ResultOf<typeof UndoDocument>['retractStage'];
export type UndoConflict = Extract<UndoResult, { __typename: 'ChangedMeanwhileError' }>;
type HistoryResult = ResultOf<typeof HistoryDocument>['handRecords'];
export type HandRecords = Extract<HistoryResult, { __typename: 'HandRecords' }>;
export type HandRecord = HandRecords['records'][number];
export type HistoryQuestion = VariablesOf<typeof HistoryDocument>;
export type Conflict = Extract<SaveResult, { __typename: 'ChangedMeanwhileError' }>;
