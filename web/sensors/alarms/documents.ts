import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '../../graphql.ts';

/** What a town watches, and the alarms that last. */
export const WatchDocument = graphql(`
  query SensorWatch($ags: String!) {
    thresholds(ags: $ags) {
      thresholdId
      datastreamId
      name
      severity
      direction
      raiseAt
      clearAt
      active
      webhook
      signed
    }
    alarms(ags: $ags, state: LASTING, first: 200) {
      alarmId
      datastreamId
      raisedAt
      threshold {
        thresholdId
      }
      rule {
        name
        severity
      }
    }
  }
`);

/** Most alarms that a log lists. */
export const mostLogged = 200;

/** A log of alarms: of some datastreams, or of a theme; those that last first. */
export const AlarmLogDocument = graphql(`
  query SensorAlarms($ags: String!, $ids: [Int!], $theme: SensorTheme, $state: AlarmState) {
    alarms(ags: $ags, datastreamIds: $ids, theme: $theme, state: $state, first: 200) {
      alarmId
      datastreamId
      raisedAt
      raisedValue
      peakValue
      clearedAt
      clearedValue
      threshold {
        thresholdId
      }
      rule {
        name
        severity
        direction
        raiseAt
        clearAt
        assumed
      }
      datastream {
        propertyKey
        propertyName
        unitSymbol
        thing {
          name
        }
      }
    }
  }
`);

/** What a threshold would have done. */
export const PreviewThresholdDocument = graphql(`
  query PreviewThreshold($ags: String!, $threshold: ThresholdInput!) {
    previewThreshold(ags: $ags, threshold: $threshold) {
      __typename
      ... on ThresholdPreview {
        alarms
        seconds
        lasting
        from
      }
    }
  }
`);

export const SetThresholdDocument = graphql(`
  mutation SetThreshold($ags: String!, $threshold: ThresholdInput!) {
    setThreshold(ags: $ags, threshold: $threshold) {
      __typename
      ... on Threshold {
        thresholdId
      }
    }
  }
`);

export const RemoveThresholdDocument = graphql(`
  mutation RemoveThreshold($ags: String!, $id: Int!) {
    removeThreshold(ags: $ags, id: $id) {
      __typename
    }
  }
`);

/** Sends a message that says it is a test. */
export const TestWebhookDocument = graphql(`
  mutation TestWebhook($ags: String!, $id: Int!) {
    testWebhook(ags: $ags, id: $id) {
      __typename
      ... on WebhookAnswer {
        outcome
        status
        milliseconds
      }
    }
  }
`);

export type Threshold = ResultOf<typeof WatchDocument>['thresholds'][number];
export type LastingAlarm = ResultOf<typeof WatchDocument>['alarms'][number];
export type LoggedAlarm = ResultOf<typeof AlarmLogDocument>['alarms'][number];
export type ThresholdInput = VariablesOf<typeof SetThresholdDocument>['threshold'];
export type WebhookAnswer = Extract<
  ResultOf<typeof TestWebhookDocument>['testWebhook'],
  { __typename: 'WebhookAnswer' }
>;
export type ThresholdPreview = Extract<
  ResultOf<typeof PreviewThresholdDocument>['previewThreshold'],
  { __typename: 'ThresholdPreview' }
>;
