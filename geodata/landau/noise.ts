/**
 * Irregularity that is the same everywhere: integer hashing and plain arithmetic only, because sine and its kin differ
 * in the last digit from one platform to the next, and with them every checksum.
 */

/** A whole number from 0 to 2³² − 1 that follows from three others without a visible pattern. */
export function hash(seed: number, a: number, b: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b);
  for (const value of [a, b]) {
    mixed = Math.imul(mixed ^ value, 0xcc9e2d51);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x1b873593);
    mixed ^= mixed >>> 13;
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The same as a fraction, 0 to just under 1. */
export function fraction(seed: number, a: number, b: number): number {
  return hash(seed, a, b) / 0x1_0000_0000;
}

/** Hills and valleys from 0 to 1 over a plane in metres, as far apart as `wavelength` says. */
export function landscape(seed: number, x: number, y: number, wavelength: number): number {
  const column = Math.floor(x / wavelength);
  const row = Math.floor(y / wavelength);
  const across = smooth(x / wavelength - column);
  const up = smooth(y / wavelength - row);
  const south = blend(fraction(seed, column, row), fraction(seed, column + 1, row), across);
  const north = blend(fraction(seed, column, row + 1), fraction(seed, column + 1, row + 1), across);
  return blend(south, north, up);
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

function blend(from: number, to: number, t: number): number {
  return from + (to - from) * t;
}
