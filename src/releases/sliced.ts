import { setImmediate as everybodyElse } from 'node:timers/promises';

/** Work on a large file that can be interrupted wherever it yields. */
export type Sliced<T> = Generator<undefined, T>;

/** Short enough for the requests that wait meanwhile. */
const SLICE_MS = 8;

export function atOnce<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Lets the rest of the service have its turn after each slice. */
export async function inSlices<T>(work: Sliced<T>): Promise<T> {
  for (let began = performance.now(); ;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < SLICE_MS) continue;
    await everybodyElse();
    began = performance.now();
  }
}
