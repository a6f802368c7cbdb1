/**
 * How values leave the database: the same for both engines. Dates stay ISO strings, for a JavaScript Date moves them
 * by a day in half of the world's time zones; counts and sums are numbers.
 */
export const parsers: Record<number, (value: string) => unknown> = {
  20: Number, // int8
  1082: (value) => value, // date
  1700: Number, // numeric
};
