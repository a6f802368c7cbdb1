/** What a client did wrong, or asked in vain: an HTTP status from 400 on and a sentence that names the place and the remedy. */
export class SensorThingsProblem extends Error {
  override readonly name = 'SensorThingsProblem';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Something in a request that can't be understood. */
export function badRequest(message: string): SensorThingsProblem {
  return new SensorThingsProblem(400, message);
}

/** Something asked for that is not there. */
export function notFound(message: string): SensorThingsProblem {
  return new SensorThingsProblem(404, message);
}

/** What a client sent, cut to what a message can hold. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
