import { type Projection } from '../projection.js';

type Asked = { projection: Projection; signal: AbortSignal; done: () => void; failed: (error: unknown) => void };
type Build = (projections: readonly Projection[], signal: AbortSignal) => Promise<unknown>;

/** How long others are waited for, in milliseconds: a start brings all of them at about the same time. */
const GATHER_MS = 250;

/** Projections that are to be built from the start of the log at about the same time: it is read once for all of them. */
export class GatheredRebuilds {
  private waiting: Asked[] = [];

  constructor(private readonly build: Build) {}

  /** @throws what `build` throws, and the reason of `signal` */
  rebuild(projection: Projection, signal: AbortSignal): Promise<void> {
    return new Promise((done, failed) => {
      if (this.waiting.length === 0) setTimeout(() => void this.begin(), GATHER_MS);
      this.waiting.push({ projection, signal, done, failed });
    });
  }

  private async begin(): Promise<void> {
    const asked = this.waiting.splice(0);
    const wanted = asked.filter(({ signal }) => !signal.aborted);
    for (const { signal, failed } of asked) if (signal.aborted) failed(signal.reason);
    if (wanted.length === 0) return;
    try {
      await this.build(
        wanted.map(({ projection }) => projection),
        AbortSignal.any(wanted.map(({ signal }) => signal)),
      );
      for (const { done } of wanted) done();
    } catch (error) {
      // Those that were built nonetheless find it out from their checkpoints.
      for (const { failed } of wanted) failed(error);
    }
  }
}
