import { RevisionConflict } from '../../event-store/event-log.js';

const MAX_ROUNDS = 100;

/** Runs a round of the claim protocol, and another where somebody else wrote first: what it had read is no longer so. */
export async function untilNoConflict<T>(stream: string, round: () => Promise<T>): Promise<T> {
  for (let i = 0; i < MAX_ROUNDS; i++) {
    try {
      return await round();
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
    }
  }
  throw new Error(`no end of conflicts on ${stream}`);
}
