/**
 * Features of GeoJSON, one by one: a FeatureCollection or one feature a line (GeoJSONSeq, also with record separators).
 * The text is cut into features and each is parsed by itself, so that memory does not grow with the file.
 */
import type { Geometry } from 'geojson';
import { FormatError, type Problem } from '../records.ts';
import { quote, refused } from './problems.ts';
import { decodeText, type Bytes } from './text.ts';

/** A feature that was understood; `number` counts from 1. */
export interface NumberedFeature {
  number: number;
  id: string | number | undefined;
  properties: Record<string, unknown>;
  geometry: Geometry | null;
}

export type FeatureItem = NumberedFeature | Problem;

/** The boundary of the largest municipality has less than a tenth of this. */
export const maximumFeatureCharacters = 32 * 2 ** 20;

export function isProblem(item: FeatureItem): item is Problem {
  return 'severity' in item;
}

/**
 * Features in batches, with a Problem for each that can't be read.
 * Errors: those of `decodeText`; FormatError `no-features`, `feature-too-large`.
 */
export async function* readFeatures(bytes: Bytes): AsyncGenerator<FeatureItem[]> {
  const problems: Problem[] = [];
  const cutter = createCutter();
  let number = 0;
  for await (const text of decodeText(bytes, problems)) {
    const items: FeatureItem[] = problems.splice(0);
    for (const piece of cutter.push(text)) items.push(parseFeature(piece, (number += 1)));
    if (items.length > 0) yield items;
  }
  if (cutter.isOpen()) {
    if (number === 0) throw noFeatures();
    yield [
      refused(
        number + 1,
        'truncated',
        `the file ends within or behind feature ${number + 1} without closing it; it was probably cut off`,
        'Fetch the whole file again',
      ),
    ];
  } else if (number === 0) throw noFeatures();
}

function noFeatures(): FormatError {
  return new FormatError(
    'no-features',
    'the file has no GeoJSON features; it must be a FeatureCollection, or one Feature a line',
  );
}

function parseFeature(text: string, number: number): FeatureItem {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refused(
      number,
      'invalid-json',
      `feature ${number} is no JSON (${(error as Error).message})`,
      'Export the file again',
    );
  }
  const { type, id, properties, geometry } = value as Record<string, unknown>;
  if (type !== 'Feature') {
    return refused(
      number,
      'no-feature',
      `object ${number} is no Feature but ${quote(String(type))}`,
      'Give it "type": "Feature"',
    );
  }
  return {
    number,
    id: typeof id === 'string' || typeof id === 'number' ? id : undefined,
    properties: isObject(properties) ? properties : {},
    geometry: isObject(geometry) ? (geometry as unknown as Geometry) : null,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const quoteCode = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;

/**
 * Cuts JSON text into the objects that can be features: those at the top (one a line), or those in an array of the
 * object at the top (`features` is the only member of a FeatureCollection that has objects in an array).
 */
function createCutter(): { push(text: string): string[]; isOpen(): boolean } {
  let buffer = '';
  let position = 0;
  let depth = 0;
  let start = -1;
  let inString = false;
  let inArray = false;
  /** Undecided until the object at the top shows an array of objects, or ends without one. */
  let collection: boolean | undefined;

  const push = (text: string): string[] => {
    buffer += text;
    const pieces: string[] = [];
    for (; position < buffer.length; position += 1) {
      const code = buffer.charCodeAt(position);
      if (inString) {
        if (code === backslash) position += 1;
        else if (code === quoteCode) inString = false;
      } else if (code === quoteCode) {
        inString = true;
      } else if (code === openBrace) {
        if (collection === undefined && depth === 2 && inArray) {
          collection = true;
          start = -1;
        }
        if (start < 0 && (collection ? depth === 2 && inArray : depth === 0)) start = position;
        depth += 1;
      } else if (code === openBracket) {
        if (depth === 1) inArray = true;
        depth += 1;
      } else if (code === closeBrace || code === closeBracket) {
        depth -= 1;
        if (depth === 1) inArray = false;
        if (code === closeBrace && depth === (collection ? 2 : 0) && start >= 0) {
          const piece = buffer.slice(start, position + 1);
          start = -1;
          collection ??= /"features"\s*:\s*\[\s*\]/.test(piece);
          if (!collection || depth === 2) pieces.push(piece);
        }
      }
    }
    const keep = start < 0 ? buffer.length : start;
    if (buffer.length - keep > maximumFeatureCharacters) {
      throw new FormatError(
        'feature-too-large',
        `a feature has more than ${maximumFeatureCharacters} characters; this is no GeoJSON of cells or districts`,
      );
    }
    // An escape may reach one character beyond the text, hence no clamping to its end.
    position -= keep;
    buffer = buffer.slice(keep);
    if (start >= 0) start = 0;
    return pieces;
  };
  return { push, isOpen: () => depth > 0 };
}
