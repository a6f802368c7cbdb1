/** A control within the question; the rest is text. */
export type ControlName = 'level' | 'state' | 'below' | 'speed' | 'technology' | 'households' | 'edition';
export type QuestionPart = string | { control: ControlName };

export type Direction =
  'NORTH' | 'NORTH_EAST' | 'EAST' | 'SOUTH_EAST' | 'SOUTH' | 'SOUTH_WEST' | 'WEST' | 'NORTH_WEST' | 'CENTRE';

/** A control as a piece of the question. */
export const control = (name: ControlName): QuestionPart => ({ control: name });
