import type { ResultOf } from 'gql.tada';
import { graphql } from '../graphql.ts';
import { AddressState, AnnouncementFields, StatementFields } from './fragments.ts';

/** All areas of a municipality, each with what is said of it on a day, with its history, and with what was announced. */
export const AreasDocument = graphql(
  `
    query RolloutAreas($ags: String!, $on: Date, $asOf: DateTime, $language: Language!) {
      municipality(ags: $ags) {
        ags
        name
        rolloutAreas(asOf: $asOf) {
          areaId
          name
          districtName
          operator
          funding
          edition {
            modelled
          }
          rollout(on: $on, asOf: $asOf) {
            ...RolloutStatement
          }
          history(asOf: $asOf) {
            ...RolloutStatement
          }
          announcements(asOf: $asOf) {
            ...RolloutAnnouncement
          }
        }
      }
    }
  `,
  [StatementFields, AnnouncementFields],
);

/** Where the areas of a municipality lie. */
export const AreaShapesDocument = graphql(`
  query RolloutAreaShapes($ags: String!, $asOf: DateTime) {
    municipality(ags: $ags) {
      bounds
      rolloutAreas(asOf: $asOf) {
        areaId
        longitude
        latitude
        boundary
      }
    }
  }
`);

/** One address with its stations and what was announced for it. */
export const AddressDocument = graphql(
  `
    query RolloutAddress($ags: String!, $id: String!, $on: Date, $asOf: DateTime, $language: Language!) {
      address(ags: $ags, id: $id) {
        ags
        addressId
        text
        postcode
        place
        districtName
        latitude
        longitude
        edition {
          modelled
        }
        rollout(on: $on, asOf: $asOf) {
          ...StateOfAddress
        }
      }
    }
  `,
  [AddressState],
);

/** What somebody may mean who types an address. */
export const SuggestionsDocument = graphql(`
  query AddressSuggestions($text: String!) {
    searchAddresses(query: $text, first: 8) {
      text
      street
      districtName
      addressCount
      numberFits
      address {
        ags
        addressId
        edition {
          modelled
        }
      }
    }
  }
`);

/** The house where somebody stands. */
export const NearestDocument = graphql(`
  query NearestAddress($lat: Float!, $lon: Float!) {
    nearestAddress(lat: $lat, lon: $lon, withinM: 500) {
      distanceM
      address {
        ags
        addressId
        text
      }
    }
  }
`);

export type StageStatement = ResultOf<typeof StatementFields>;
export type Announcement = ResultOf<typeof AnnouncementFields>;
export type Stage = StageStatement['stage'];
export type Progress = StageStatement['progress'];
export type RolloutArea = NonNullable<ResultOf<typeof AreasDocument>['municipality']>['rolloutAreas'][number];
export type AreaShape = NonNullable<ResultOf<typeof AreaShapesDocument>['municipality']>['rolloutAreas'][number];
export type Address = NonNullable<ResultOf<typeof AddressDocument>['address']>;
export type AddressRollout = Address['rollout'];
export type Station = AddressRollout['stations'][number];
export type Suggestion = ResultOf<typeof SuggestionsDocument>['searchAddresses'][number];
