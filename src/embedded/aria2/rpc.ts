import { setTimeout } from 'node:timers/promises';

export type Endpoint = { url: string; secret: string };

/** @throws when nothing answers, or says no */
export const call = async <T>({ url, secret }: Endpoint, method: string, ...params: unknown[]): Promise<T> => {
  const body = { jsonrpc: '2.0', id: 'ledgarr', method, params: [`token:${secret}`, ...params] };
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal: AbortSignal.timeout(5_000) });
  const { result, error } = (await response.json()) as { result?: T; error?: { message: string } };
  if (result === undefined) throw new Error(`${method}: ${error?.message ?? 'no answer'}`);
  return result;
};

/** @returns the version that answers, null when it ends before it does */
export const whenAnswering = async (endpoint: Endpoint, isRunning: () => boolean): Promise<string | null> => {
  while (isRunning()) {
    try {
      return (await call<{ version: string }>(endpoint, 'aria2.getVersion')).version;
    } catch {
      await setTimeout(20); // it does not listen yet
    }
  }
  return null;
};
