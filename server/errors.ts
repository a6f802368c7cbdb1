/** Something that the person at the console can mend: printed as one line, without a stack, with a non-zero exit. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
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
