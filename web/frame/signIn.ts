import { openClient } from '../graphql.ts';
import { PlannerDocument } from './documents.ts';
import { planner } from './planner.svelte.ts';

/** `noToken`: the server knows no planners. `unreachable`: it did not answer. */
export type SignInResult = 'signedIn' | 'wrongToken' | 'noToken' | 'unreachable';

/** Asks the server whether a token is the right one, and only then sends it with all that follows. */
export async function signIn(token: string): Promise<SignInResult> {
  // What can't stand in a header can't be the token either.
  if (!/^[\x21-\x7e]+$/.test(token)) return 'wrongToken';
  const { data, error } = await openClient(token).query(PlannerDocument, {}).toPromise();
  if (data?.planner) {
    planner.become(token);
    return 'signedIn';
  }
  if (data) return 'noToken';
  return (error?.response as Response | undefined)?.status === 401 ? 'wrongToken' : 'unreachable';
}
