import { FormatError } from '../geodata/records.ts';
import { OperatorError } from '../server/errors.ts';

/** Runs what a person typed: what they can mend is one line on standard error and exit code 1, all else keeps its stack. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major < 24 || (major === 24 && minor < 9)) {
      throw new OperatorError(
        `Node ${process.versions.node} is too old to run this. Use npm start, which brings its own, or install Node 24.9 or later.`,
      );
    }
    await command();
  } catch (error) {
    if (!(error instanceof OperatorError || error instanceof FormatError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
