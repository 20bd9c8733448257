import { setTimeout } from 'node:timers/promises';

/** @returns the version that answers; null when nothing does, or not yet */
const version = async (url: string, secret: string): Promise<string | null> => {
  const body = { jsonrpc: '2.0', id: 'ledgarr', method: 'aria2.getVersion', params: [`token:${secret}`] };
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(5_000),
    });
    const { result } = (await response.json()) as { result?: { version: string } };
    return result?.version ?? null;
  } catch {
    return null; // it does not listen yet
  }
};

/** @returns null when it ends before it answers */
export const whenAnswering = async (url: string, secret: string, isRunning: () => boolean): Promise<string | null> => {
  while (isRunning()) {
    const answer = await version(url, secret);
    if (answer !== null) return answer;
    await setTimeout(20);
  }
  return null;
};
