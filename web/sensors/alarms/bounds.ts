/** A threshold as a chart draws it, in the unit of its series. */
export interface Bound {
  id: number;
  /** Its name and where it begins, in words. */
  text: string;
  direction: 'ABOVE' | 'BELOW';
  raiseAt: number;
  clearAt: number;
}
