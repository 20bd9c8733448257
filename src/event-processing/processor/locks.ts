/** Names of the advisory locks: who runs a projection, and who rebuilds it. */
export const runnerLock = (projection: string): string => `ledgarr projection ${projection}`;
export const rebuildLock = (projection: string): string => `ledgarr rebuild ${projection}`;
