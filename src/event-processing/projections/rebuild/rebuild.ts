import { type Projection } from '../projection.js';
import { AsideBuild } from './aside-build.js';
import { foldTogether } from './fold-together.js';
import { type RebuildOptions, type Rebuilt } from './rebuild-options.js';

/** As `rebuildTogether`, for one. */
export const rebuild = async ({ projection, ...options }: RebuildOptions & { projection: Projection }) =>
  (await rebuildTogether([projection], options))[0]!;

/**
 * Builds the tables of projections from the start of the log in schemas beside the live one, while everything goes on,
 * and puts them in their places, each projection in one transaction. Until that commits, the live tables are as they were.
 * The log is read once for all of them. Where one fails, the others are finished before its error is thrown.
 * @returns in the order of `projections`
 * @throws RebuildRunning
 */
export const rebuildTogether = async (
  projections: readonly Projection[],
  options: RebuildOptions,
): Promise<Rebuilt[]> => {
  const lost = new AbortController();
  const signal = AbortSignal.any([lost.signal, ...(options.signal ? [options.signal] : [])]);
  const builds: AsideBuild[] = [];
  try {
    for (const projection of projections) {
      builds.push(await AsideBuild.open(projection, { ...options, signal }, (error) => lost.abort(error)));
    }
    options.onBegin?.();
    await foldTogether(builds, { ...options, signal });
    const results = await Promise.allSettled(builds.map((build) => build.finish()));
    return results.map((result) => {
      if (result.status === 'rejected') throw result.reason;
      return result.value;
    });
  } catch (error) {
    throw lost.signal.aborted ? lost.signal.reason : error;
  } finally {
    await Promise.all(builds.map((build) => build.close()));
  }
};
