/** The name of the advisory lock that a rebuild of a projection holds. */
export const rebuildLock = (projection: string): string => `ledgarr rebuild ${projection}`;
