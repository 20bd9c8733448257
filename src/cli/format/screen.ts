import { createLogUpdate } from 'log-update';

export type Screen = { refresh(): void; end(): void };

/** What is shown is drawn anew at most so often, and at least once a second: milliseconds. */
const SOONEST_MS = 200;
const LATEST_MS = 1_000;

/** A picture on the terminal that is drawn over and over in its place. What was drawn last stays. */
export function screen(lines: () => readonly string[]): Screen {
  const update = createLogUpdate(process.stdout);
  let waiting: NodeJS.Timeout | undefined;
  let hasBegun = false;
  const draw = () => {
    waiting = undefined;
    update(lines().join('\n'));
  };
  const tick = setInterval(() => hasBegun && draw(), LATEST_MS);
  return {
    refresh: () => {
      if (!hasBegun) draw();
      hasBegun = true;
      waiting ??= setTimeout(draw, SOONEST_MS);
    },
    end: () => {
      clearInterval(tick);
      clearTimeout(waiting);
      update.done();
    },
  };
}
