/** A background map that the operator configured; see /background-map.json. */
export interface BackgroundOffer {
  name: string;
  attribution: string | null;
  kind: 'style' | 'pmtiles';
  url: string;
  /** Servers that it comes from; none if it is ours. */
  hosts: readonly string[];
}

let asked: Promise<BackgroundOffer | null> | undefined;

/** What is offered, asked once; null = nothing, or no answer, and then the map has its own ground alone. */
export function findOffer(): Promise<BackgroundOffer | null> {
  asked ??= fetch('/background-map.json')
    .then((response) => (response.ok ? (response.json() as Promise<BackgroundOffer | null>) : null))
    .catch(() => {
      asked = undefined;
      return null;
    });
  return asked;
}

const storageKey = 'breitblick-background-map';

/** Whether the reader wished for this very map here before; another one is asked for anew. */
export function isWished(offer: BackgroundOffer): boolean {
  try {
    return localStorage.getItem(storageKey) === offer.url;
  } catch {
    return false; // storage may be forbidden; the page works without
  }
}

export function rememberWish(offer: BackgroundOffer, wished: boolean): void {
  try {
    if (wished) localStorage.setItem(storageKey, offer.url);
    else localStorage.removeItem(storageKey);
  } catch {
    // see isWished()
  }
}
