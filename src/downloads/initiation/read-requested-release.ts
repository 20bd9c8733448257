import { InvalidRelease, readRelease, type Release, ReleaseUnreachable } from '../../releases/read-release.js';
import { type ReleaseInput } from '../../releases/release.js';
import { type ReleaseSources } from '../../releases/release-sources.js';
import { Refused } from '../domain/refused.js';

/**
 * Reads a release for a command.
 * @param told how a refusal is put: the link may be one that the caller has not seen
 * @throws Refused invalid-release, release-unreachable
 */
export async function readAsked(
  input: ReleaseInput,
  { fetchOptions }: ReleaseSources,
  told = (message: string) => message,
): Promise<Release> {
  try {
    return await readRelease(input, fetchOptions);
  } catch (error) {
    if (error instanceof InvalidRelease) throw new Refused('invalid-release', { detail: told(error.message) });
    if (error instanceof ReleaseUnreachable) throw new Refused('release-unreachable', { detail: told(error.message) });
    throw error;
  }
}
