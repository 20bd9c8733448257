import { pathToFileURL } from 'node:url';
import { Exploration, type Tally } from '../test/support/initiation-proof/explore.js';

/**
 * Runs `count` schedules of the initiation protocol from `seed` on, and prints how it goes.
 * On a violation it prints the seed and the schedule, turn by turn, and stops.
 */
export async function tortureInitiation(count: number, seed: number): Promise<Tally> {
  const exploration = new Exploration();
  const { tally } = exploration;
  const began = performance.now();
  const rate = () => Math.round(tally.schedules / ((performance.now() - began) / 1_000));
  for (let i = 0; i < count && tally.violations === 0; i++) {
    const { violation } = await exploration.run(seed + i);
    if (violation) await show(seed + i);
    // Nothing above leaves the microtasks: let signals through.
    if (i % 1_000 === 999) await new Promise(setImmediate);
    if (tally.schedules % 50_000 === 0) console.log(`${tally.schedules} of ${count} schedules, ${rate()}/s`);
  }
  console.log(`initiation, seeds from ${seed}: ${JSON.stringify(tally)}, ${rate()} schedules/s`);
  return tally;
}

/** Runs one schedule again and prints it. */
async function show(seed: number): Promise<void> {
  const { trace } = await new Exploration().run(seed, true);
  console.log(`seed ${seed}\n${trace.join('\n')}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [count = '1000000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
  const { violations } = await tortureInitiation(Number(count), Number(seed));
  process.exitCode = violations === 0 ? 0 : 1;
}
