import { setTimeout } from 'node:timers/promises';
import { type ClientConfig, escapeIdentifier } from 'pg';
import { closeSession, openSession } from './sessions.js';

/** How long a lost connection is waited before it is opened again, in milliseconds. */
const REOPEN_MS = 1_000;

/**
 * Listens to a channel of the database, on a connection of its own, until `signal` is aborted.
 * @param onNotice also called once the connection is there, at first and again: what was told before that has not been heard
 */
export async function listenTo(
  database: ClientConfig,
  channel: string,
  signal: AbortSignal,
  onNotice: () => void,
  onProblem: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await listenOnce(database, channel, signal, onNotice);
    } catch (error) {
      onProblem(error);
      await setTimeout(REOPEN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

async function listenOnce(database: ClientConfig, channel: string, signal: AbortSignal, onNotice: () => void) {
  const ended = deferred();
  const client = await openSession(database, `ledgarr ${channel}`, (error) => ended.fail(error));
  const end = () => ended.end();
  signal.addEventListener('abort', end, { once: true });
  try {
    client.on('notification', onNotice);
    await client.query(`LISTEN ${escapeIdentifier(channel)}`);
    onNotice();
    if (!signal.aborted) await ended.promise;
  } finally {
    signal.removeEventListener('abort', end);
    await closeSession(client);
  }
}

function deferred() {
  let [end, fail]: [() => void, (error: Error) => void] = [() => undefined, () => undefined];
  const promise = new Promise<void>((resolve, reject) => ([end, fail] = [resolve, reject]));
  promise.catch(() => undefined); // it is awaited once all is set up
  return { promise, end: () => end(), fail: (error: Error) => fail(error) };
}
