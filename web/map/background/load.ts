import type { StyleSpecification } from 'maplibre-gl';
import { PMTiles, Protocol } from 'pmtiles';
import { addProtocol } from '../library.ts';
import type { BackgroundOffer } from './offer.ts';
import { type Background, fromStyle, fromTiles, textOf } from './style.ts';

/** How long a background map may take to say what it is. */
const patienceMs = 15_000;

let protocol: Protocol | undefined;

/** Reads what a background map consists of. Errors: any, if it can't be reached or read in time. */
export async function loadBackground(offer: BackgroundOffer): Promise<Background> {
  const url = new URL(offer.url, location.href).href;
  return offer.kind === 'style' ? loadStyle(url) : loadTiles(url);
}

async function loadStyle(url: string): Promise<Background> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs), referrerPolicy: 'origin' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const style = (await response.json()) as StyleSpecification;
  return fromStyle(style, url);
}

async function loadTiles(url: string): Promise<Background> {
  if (!protocol) {
    protocol = new Protocol({ metadata: true });
    addProtocol('pmtiles', protocol.tile);
  }
  const tiles = new PMTiles(url);
  const { vector_layers: layers = [], attribution } = await inTime(
    tiles.getMetadata() as Promise<{ vector_layers?: { id: string }[]; attribution?: string }>,
  );
  protocol.add(tiles);
  return fromTiles(
    url,
    layers.map(({ id }) => id),
    attribution === undefined ? undefined : textOf(attribution),
  );
}

function inTime<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The tiles did not answer in time')), patienceMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
