import { type Measure } from '@ledgarr/event-store-node/bench/measure';

const WARM_UP = 20;

/** Asks so many times, one after the other. @returns p50 and p99 in milliseconds */
export async function percentiles(
  name: string,
  times: number,
  goal: number,
  ask: (i: number) => Promise<unknown>,
): Promise<Measure[]> {
  const taken: number[] = [];
  for (let i = 0; i < WARM_UP; i++) await ask(i);
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await ask(i);
    taken.push(performance.now() - began);
  }
  taken.sort((a, b) => a - b);
  const at = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))]!;
  return [
    { name: `${name}, p50`, value: at(0.5), unit: 'ms' },
    { name: `${name}, p99`, value: at(0.99), unit: 'ms', goal, ratio: goal / at(0.99) },
  ];
}
