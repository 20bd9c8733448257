import { setTimeout } from 'node:timers/promises';
import { call, type Endpoint } from './rpc.js';

/** Downloads that move at one time. */
export const SLOTS = 50;
const LOOK_MS = 1_000;

type Active = { gid: string; downloadSpeed: string };

/**
 * aria2 runs so many downloads at a time, and one without peers occupies its place for as long as it has none. So what stands
 * still does not count: while something waits, there are as many places as stand still, and SLOTS more.
 */
export async function keepSlotsFree(endpoint: Endpoint, signal: AbortSignal): Promise<void> {
  let still = new Set<string>();
  while (!signal.aborted) {
    try {
      still = await look(endpoint, still);
    } catch {
      still = new Set(); // it is being started again, or ended
    }
    await setTimeout(LOOK_MS, undefined, { signal }).catch(() => undefined); // told to stop: seen above
  }
}

/** @param before what stood still at the look before: one that has just begun does too, for a moment */
async function look(endpoint: Endpoint, before: ReadonlySet<string>): Promise<Set<string>> {
  const { numWaiting } = await call<{ numWaiting: string }>(endpoint, 'aria2.getGlobalStat');
  if (numWaiting === '0') return new Set();
  const active = await call<Active[]>(endpoint, 'aria2.tellActive', ['gid', 'downloadSpeed']);
  const still = active.filter(({ downloadSpeed }) => downloadSpeed === '0').map(({ gid }) => gid);
  const places = SLOTS + still.filter((gid) => before.has(gid)).length;
  await call(endpoint, 'aria2.changeGlobalOption', { 'max-concurrent-downloads': String(places) });
  return new Set(still);
}
