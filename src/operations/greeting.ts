import { setTimeout as sleep } from 'node:timers/promises';
import { type Settings } from '../config/settings.js';
import { VERSION } from '../config/version.js';
import { type Troubles } from './troubles.js';

type Running = { url: string; troubles(): Promise<Troubles> };

/** Clients are looked at soon after the start: milliseconds. */
const LOOKS = 15;
const LOOK_EVERY_MS = 200;

/** What whoever has started the service at a terminal wants to know. */
export function greeting(url: string, { dataDir, databaseUrl, eventStoreUrl, libraryRoots }: Settings): string {
  const own = [databaseUrl === null && 'PostgreSQL', eventStoreUrl === null && 'event store'].filter(Boolean);
  const lines = [
    ['Page', `${url} asks for the API key once`],
    ['API key', `${dataDir}/api-key`],
    ['Data', `${dataDir}${own.length > 0 ? `, with its own ${own.join(' and ')}` : ''}`],
    ['Library', libraryRoots.length > 0 ? libraryRoots.join(', ') : 'none; LEDGARR_LIBRARY_ROOTS names its folders'],
    ['Stop', 'Ctrl-C'],
  ];
  return [`Ledgarr ${VERSION} runs on ${url}`, ...lines.map(([name, what]) => `  ${name!.padEnd(8)} ${what}`)].join(
    '\n',
  );
}

/** Once it is known: what is wrong, a line each. */
export async function troubleLines({ troubles }: Running): Promise<string[]> {
  for (let looks = 1; ; looks++) {
    const { isKnown, sentences } = await troubles();
    if (isKnown || looks === LOOKS) return sentences.map((sentence) => `  ${'Wrong'.padEnd(8)} ${sentence}`);
    await sleep(LOOK_EVERY_MS);
  }
}
