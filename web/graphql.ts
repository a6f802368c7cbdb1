import { cacheExchange, Client, fetchExchange } from '@urql/core';
import type { MultiPolygon } from 'geojson';
import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.generated.d.ts';

/** Documents are written with this; their types come from server/schema.graphql. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: { Date: string; DateTime: string; GeoJSON: MultiPolygon };
}>();

/** Editions never change, so what was once answered stays right for as long as the page is open. */
export const client = new Client({
  url: '/graphql',
  exchanges: [cacheExchange, fetchExchange],
  preferGetMethod: false,
});
