/** Something that the person at the console can mend: printed as one line, without a stack, with a non-zero exit. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  /** Stable name of what is wrong, where others put it into words of their own; null = it has none. */
  readonly rule: string | null;
  /** What the message names. */
  readonly details: Readonly<Record<string, string>>;
  constructor(message: string, rule: string | null = null, details: Readonly<Record<string, string>> = {}) {
    super(message);
    this.rule = rule;
    this.details = details;
  }
}

/** An argument of a request that can't be served; `message` names the argument and what it may be. */
export class InvalidArgumentError extends Error {
  override readonly name = 'InvalidArgumentError';
  readonly argument: string;
  constructor(argument: string, message: string) {
    super(message);
    this.argument = argument;
  }
}

/** Something asked for by name that isn't there; `message` names it. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** Something that is for planners alone, asked for without their token. */
export class PlannerOnlyError extends Error {
  override readonly name = 'PlannerOnlyError';
  constructor() {
    super('This needs the planners’ token, sent as "Authorization: Bearer …".');
  }
}

/** Two editions that can't be compared: method, classes or keys changed between them. */
export class SeriesBreakError extends Error {
  override readonly name = 'SeriesBreakError';
  /** ISO reference dates of the two editions. */
  readonly earlier: string;
  readonly later: string;
  readonly reason: 'METHOD' | 'CLASSES' | 'KEYS';
  /** What changed, in a sentence. */
  readonly note: string;
  /** The earliest edition that can be compared with the later one, if there is any. */
  readonly nearestEditionId: string | null;
  /** The two editions nearest to what was asked for that can be compared, earlier and later; empty if there are none. */
  readonly nearestPair: readonly string[];
  constructor(
    editions: readonly [earlier: string, later: string],
    { reason, note }: { reason: SeriesBreakError['reason']; note: string },
    nearestEditionId: string | null,
    nearestPair: readonly string[],
  ) {
    super(`The editions of ${editions.join(' and ')} can't be compared: ${note}`);
    [this.earlier, this.later] = editions;
    this.reason = reason;
    this.note = note;
    this.nearestEditionId = nearestEditionId;
    this.nearestPair = nearestPair;
  }
}
