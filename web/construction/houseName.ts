import { client, graphql } from '../graphql.ts';

const HouseNameDocument = graphql(`
  query HouseName($ags: String!, $id: String!) {
    address(ags: $ags, id: $id) {
      text
    }
  }
`);

/** Street and number of a house on the map, which its tile leaves out; undefined = not known, or no answer. */
export async function findHouseName(ags: string, id: string): Promise<string | undefined> {
  const { data } = await client.query(HouseNameDocument, { ags, id }).toPromise();
  return data?.address?.text;
}
