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
