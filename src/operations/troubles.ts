import { type ReadinessReport } from './readiness.js';

/** What somebody has to see to, in words; and whether all is known by now. */
export type Troubles = { isKnown: boolean; sentences: string[] };

export function troublesOf({
  problems,
  clients,
  libraryRoots,
}: Pick<ReadinessReport, 'problems' | 'clients' | 'libraryRoots'>): Troubles {
  // prettier-ignore
  const down = clients.filter(({ state }) => state === 'down');
  const unreadable = libraryRoots.filter(({ state }) => state === 'unreadable');
  return {
    isKnown: problems.length === 0 && clients.every(({ state }) => state !== 'unknown'),
    sentences: [
      ...problems,
      ...(clients.length === 0 ? ['there is no download client: ledgarr clients add, or the page, adds one'] : []),
      ...down.map(({ id, lastError }) => `the client ${id} is down${lastError === null ? '' : `: ${lastError}`}`),
      ...unreadable.map(({ root, error }) => `the library root ${root} cannot be read${error === null ? '' : `: ${error}`}`), // prettier-ignore
    ],
  };
}
