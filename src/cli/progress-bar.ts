import cliProgress from 'cli-progress';

/** Progress of long work, on stderr; a line now and then where that is no terminal. Stop it in any case: it keeps the process alive. */
export const progressBar = (format: string): cliProgress.SingleBar =>
  new cliProgress.SingleBar({ format, noTTYOutput: true, notTTYSchedule: 2_000, stream: process.stderr });
