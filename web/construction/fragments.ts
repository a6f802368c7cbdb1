import { graphql } from '../graphql.ts';

/** What is read of a statement. */
export const StatementFields = graphql(`
  fragment RolloutStatement on StageStatement @_unmask {
    stage
    progress
    from
    beginEarliest
    beginLatest
    share
    shareText(language: $language)
    shareOf
    certainty
    quotaRequired
    note(language: $language)
    recordedAt
    source {
      editionId
      title
      publisher
      url
      modelled
    }
  }
`);

/** What is read of an announcement. */
export const AnnouncementFields = graphql(`
  fragment RolloutAnnouncement on Announcement @_unmask {
    stage
    announcedAt
    expected(language: $language)
    expectedFirst
    expectedLast
    slipDays
    slipDaysTotal
    source {
      editionId
      title
      publisher
      url
      modelled
    }
  }
`);

/** Where an address stands: its stations, what follows from them, and what was announced for it. */
export const AddressState = graphql(
  `
    fragment StateOfAddress on AddressRollout @_unmask {
      area {
        areaId
        name
        districtName
        operator
      }
      stations {
        stage
        state
        implied
        statement {
          ...RolloutStatement
        }
        areaStatement {
          ...RolloutStatement
        }
      }
      passed
      orderable
      active
      withheld
      ended {
        ...RolloutStatement
      }
      announcements {
        ...RolloutAnnouncement
      }
    }
  `,
  [StatementFields, AnnouncementFields],
);
