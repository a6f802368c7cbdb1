/** Factor that packs a cell's northing and easting (both in hundreds of metres) into one number, as tiles have it. */
const packing = 100_000;

/** Name of a 100 m cell from its feature id in a tile, e.g. `100mN29001E41837`. */
export function cellIdOf(packed: number): string {
  const pad = (hundreds: number) => String(hundreds).padStart(5, '0');
  return `100mN${pad(Math.floor(packed / packing))}E${pad(packed % packing)}`;
}

/** Feature id of a 100 m cell, undefined if the text names none. */
export function cellNumberOf(cellId: string): number | undefined {
  const match = /^100mN(\d{5})E(\d{5})$/.exec(cellId);
  return match ? Number(match[1]) * packing + Number(match[2]) : undefined;
}
