import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** Somebody ended the command before it was done. */
export class Interrupted extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`Interrupted by ${signal}.`);
  }

  /** As a shell tells it. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}

/**
 * Lets a command be ended in order: a signal no longer ends the process, it has `work` rejected, whatever is under way.
 * @throws Interrupted
 */
export async function interruptible<T>(work: (interruption: Promise<never>) => Promise<T>): Promise<T> {
  let interrupt: (signal: NodeJS.Signals) => void = () => {};
  const interruption = new Promise<never>((_, reject) => (interrupt = (signal) => reject(new Interrupted(signal))));
  interruption.catch(() => undefined); // whoever waits for it is told
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await work(interruption);
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
