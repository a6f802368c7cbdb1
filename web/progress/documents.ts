import type { ResultOf } from 'gql.tada';
import { graphql } from '../graphql.ts';

const Source = graphql(`
  fragment PlanningSource on Edition @_unmask {
    editionId
    title
    publisher
    modelled
  }
`);

const Forecast = graphql(`
  fragment StageForecast on RolloutForecast @_unmask {
    stage
    state
    method(language: $language)
    from
    reached
    target
    rates {
      slow
      usual
      quick
    }
    earliest
    likely
    latest
    days
    slow
    usual
    quick
  }
`);

/** Progress of a municipality or a district on a day, as known at a time; roadworks of that day and of the weeks after. */
export const ProgressDocument = graphql(
  `
    query RolloutProgress(
      $ags: String!
      $district: String
      $on: Date!
      $asOf: DateTime
      $until: Date!
      $language: Language!
    ) {
      rolloutProgress(ags: $ags, district: $district, on: $on, asOf: $asOf) {
        stages {
          days
          stages {
            stage
            addresses
            households
          }
          withheld
          sources {
            ...PlanningSource
          }
        }
        metres(bucket: QUARTER) {
          days
          series {
            surface
            stage
            metres
          }
          sources {
            ...PlanningSource
          }
        }
        curve {
          days
          addressesPlanned
          addressesPassed
          metresPlanned
          metresDug
          eurPlanned
          eurSpent
          sources {
            ...PlanningSource
          }
        }
        passed: forecast(stage: CABLE_LAID) {
          ...StageForecast
        }
        active: forecast(stage: ACTIVE) {
          ...StageForecast
        }
        defectCounts {
          state
          count
        }
        defects(first: 200) {
          defectId
          areaId
          kind
          state
          foundAt
          repairedAt
          acceptedAt
          warrantyUntil
          warrantyStated
          source {
            ...PlanningSource
          }
        }
      }
      roadworks(ags: $ags, district: $district, from: $on, until: $until, asOf: $asOf, first: 200) {
        roadworksId
        street
        first
        last
        trafficEffect
        reason(language: $language)
        detour(language: $language)
        source {
          ...PlanningSource
        }
      }
      proofOfUse(ags: $ags, district: $district, on: $on, asOf: $asOf) {
        figures {
          figure
          unit
          value
          planned
          modelled
          missing(language: $language)
          sources {
            ...PlanningSource
          }
        }
        funding {
          areaName
          year
          fundingSource
          planned
          spent
          modelled
          missing(language: $language)
        }
      }
    }
  `,
  [Source, Forecast],
);

/** All rollout areas of a municipality with their quotas and with what was announced. */
export const PlannedAreasDocument = graphql(
  `
    query PlannedAreas($ags: String!, $on: Date!, $asOf: DateTime, $language: Language!) {
      municipality(ags: $ags) {
        name
        rolloutAreas(asOf: $asOf) {
          areaId
          name
          districtName
          quota(on: $on, asOf: $asOf) {
            percent
            percentOn
            required {
              percent
              from
            }
            missingPercent
            reached
            deadline
            daysLeft
          }
          rollout(on: $on, asOf: $asOf) {
            stage
            progress
            share
          }
          announcements(asOf: $asOf) {
            stage
            announcedAt
            expected(language: $language)
            expectedLast
            slipDays
            source {
              ...PlanningSource
            }
          }
        }
      }
    }
  `,
  [Source],
);

type Answer = ResultOf<typeof ProgressDocument>;
export type Progress = Answer['rolloutProgress'];
export type Defect = Progress['defects'][number];
export type Forecast = Progress['passed'];
export type Roadworks = Answer['roadworks'][number];
export type ProofFigure = Answer['proofOfUse']['figures'][number];
export type Funding = Answer['proofOfUse']['funding'][number];
export type Source = ProofFigure['sources'][number];
export type Area = NonNullable<ResultOf<typeof PlannedAreasDocument>['municipality']>['rolloutAreas'][number];
export type Stage = NonNullable<Progress['stages']['stages'][number]['stage']>;
