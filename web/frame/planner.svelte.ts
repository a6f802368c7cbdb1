import { askAs, openClient } from '../graphql.ts';
import { PlannerDocument } from './documents.ts';

const storageKey = 'breitblick-planner';

/** `noToken`: the server knows no planners. `unreachable`: it did not answer. */
export type SignInResult = 'signedIn' | 'wrongToken' | 'noToken' | 'unreachable';

/** The planners' token, kept for as long as this tab is open: whoever has it is told more, and may record. */
class Planner {
  /** Sent with every question; undefined = the public asks. */
  token = $state.raw<string>();

  /** What a request for planners alone carries. */
  get headers(): Record<string, string> {
    return this.token === undefined ? {} : { Authorization: `Bearer ${this.token}` };
  }

  /** Takes up what this tab was told before it was loaded anew; called once the page that the public gets is alive. */
  recall(): void {
    try {
      const token = sessionStorage.getItem(storageKey);
      if (token !== null) this.#become(token);
    } catch {
      // storage may be forbidden; the page works without
    }
  }

  /** Asks the server whether a token is the right one, and only then sends it with all that follows. */
  async signIn(token: string): Promise<SignInResult> {
    // What can't stand in a header can't be the token either.
    if (!/^[\x21-\x7e]+$/.test(token)) return 'wrongToken';
    const { data, error } = await openClient(token).query(PlannerDocument, {}).toPromise();
    if (data?.planner) {
      this.#become(token);
      return 'signedIn';
    }
    if (data) return 'noToken';
    return (error?.response as Response | undefined)?.status === 401 ? 'wrongToken' : 'unreachable';
  }

  signOut(): void {
    this.#become(undefined);
  }

  #become(token: string | undefined): void {
    askAs(token);
    this.token = token;
    try {
      if (token === undefined) sessionStorage.removeItem(storageKey);
      else sessionStorage.setItem(storageKey, token);
    } catch {
      // see recall()
    }
  }
}

export const planner = new Planner();
