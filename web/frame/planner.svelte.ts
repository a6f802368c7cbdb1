import { askAs } from '../graphql.ts';

const storageKey = 'breitblick-planner';

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
      if (token !== null) this.become(token);
    } catch {
      // storage may be forbidden; the page works without
    }
  }

  signOut(): void {
    this.become(undefined);
  }

  /** Sends a token that the server has accepted with all that follows. */
  become(token: string | undefined): void {
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
