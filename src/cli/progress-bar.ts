import cliProgress from 'cli-progress';

/** Progress of long work, on stderr; a line now and then where that is no terminal. Stop it in any case: it keeps the process alive. */
export const progressBar = (format: string): cliProgress.SingleBar =>
  new cliProgress.SingleBar(
    {
      format,
      noTTYOutput: true,
      notTTYSchedule: 2_000,
      stream: process.stderr,
      // What is left is reckoned from so many updates.
      etaBuffer: STEPS / 5,
    },
    cliProgress.Presets.shades_classic,
  );

/** How many updates a bar gets on its way: enough to be seen moving, few enough to tell a pace from. */
const STEPS = 200;

/** Updates a bar in steps, however often it is called, and starts one that nobody has started yet. */
export function inSteps(bar: cliProgress.SingleBar): (done: number, total: number) => void {
  let shown = 0;
  return (done, total) => {
    if (done < total && done - shown < total / STEPS) return;
    shown = done;
    if (!bar.isActive) bar.start(total, done);
    bar.setTotal(total);
    bar.update(done);
  };
}
