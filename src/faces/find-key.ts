import { type FoundKey } from '../http/auth/api-keys.js';
import { type Authenticator } from '../http/auth/authenticator.js';
import { ProblemError } from '../http/problem.js';

/** @returns null for a wrong key; `banned` after too many of them */
export async function findKey(
  authenticator: Authenticator,
  key: string,
  address: string,
): Promise<FoundKey | 'banned' | null> {
  try {
    return await authenticator.findByKey(key, address);
  } catch (error) {
    if (error instanceof ProblemError && error.problem.status === 429) return 'banned';
    throw error;
  }
}
