import pino from 'pino';

/** Bytes that are kept for a log that cannot be written; what comes then is dropped. */
const LARGEST_BACKLOG = 1024 * 1024;

/**
 * Standard error, written at once. A full disk, a reader that is gone or one that does not read costs the lines, and never the
 * process: neither an error nor a wait.
 */
export function logDestination(fd = 2) {
  const destination = pino.destination({ fd, sync: true, maxLength: LARGEST_BACKLOG, retryEAGAIN: () => false });
  destination.on('error', () => undefined); // there is no other place where it could be told
  return destination;
}

/** The same for what is printed, and for what Node itself says. */
export function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
