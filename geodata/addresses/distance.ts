/** How far two words are apart in slips of the pen: a letter too many, too few, another one, two exchanged. */

const widest = 64;
/** Three rows of the table, reused: a search compares some thousand streets. */
let [earlier, previous, current] = [0, 1, 2].map(() => new Uint8Array(widest + 1)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

/**
 * Slips between what was typed and the beginning of a name that fits best, so that "Hauptsrt" is one slip from
 * "Hauptstr" and from "Hauptstrand" alike; undefined beyond `most`. With `whole`, of the whole name.
 */
export function findDistance(typed: string, name: string, most: number, whole = false): number | undefined {
  if (typed.length > widest || name.length > widest) return typed === name ? 0 : undefined;
  if (typed.length - name.length > most || (whole && name.length - typed.length > most)) return undefined;
  // Row by row of what was typed; a row's columns are the beginnings of the name. Farther than `most` off the diagonal
  // nothing can be reached any more.
  const width = Math.min(name.length, typed.length + most);
  for (let column = 0; column <= width; column++) previous[column] = column;
  for (let row = 1; row <= typed.length; row++) {
    const letter = typed.charCodeAt(row - 1);
    current[0] = row;
    let least = row;
    for (let column = 1; column <= width; column++) {
      const other = name.charCodeAt(column - 1);
      let slips = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (letter === other ? 0 : 1),
      );
      if (row > 1 && column > 1 && letter === name.charCodeAt(column - 2) && typed.charCodeAt(row - 2) === other) {
        slips = Math.min(slips, at(earlier, column - 2) + 1);
      }
      current[column] = slips;
      if (slips < least) least = slips;
    }
    if (least > most) return undefined;
    [earlier, previous, current] = [previous, current, earlier];
  }
  let best = at(previous, width);
  if (whole) best = name.length > width ? most + 1 : best;
  else for (let column = 0; column < width; column++) best = Math.min(best, at(previous, column));
  return best > most ? undefined : best;
}

function at(row: Uint8Array, column: number): number {
  return row[column] ?? 0;
}

/** So many slips may a word of this length have. */
export function allowedSlips(length: number): number {
  if (length < 4) return 0;
  if (length < 8) return 1;
  return length < 14 ? 2 : 3;
}
