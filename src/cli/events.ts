import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Command } from 'commander';
import { copyLog, exportLog, importLog, LogEnd, type Moved, type OnProgress } from '../event-store/move-log.js';
import { progressBar } from './progress-bar.js';
import { withParts } from './with-parts.js';

type Ends = { from?: string; to?: string; json?: boolean };

/** Moves of a whole log. Each compares both ends when it is done, and goes on where an earlier one was interrupted. */
export const eventsCommand = () => {
  const command = new Command('events').description('The log as a whole.');
  command
    .command('copy')
    .description("Copies the log to another event store, or from one; the other end is Ledgarr's own.")
    .option('--to <url>', 'esdb://…')
    .option('--from <url>', 'esdb://…')
    .option('--json', 'as JSON')
    .action(copy);
  command
    .command('export <file>')
    .description('Writes it as JSON lines.')
    .option('--from <url>')
    .option('--json')
    .action(toFile);
  command
    .command('import <file>')
    .description('Reads what was exported.')
    .option('--to <url>')
    .option('--json')
    .action(fromFile);
  return command;
};

const copy = async ({ from, to, json }: Ends) => {
  if (!from && !to) throw new Error('name the other end: --to esdb://… or --from esdb://…');
  await withEnd(from, (source) =>
    withEnd(to, (target) => shown('copied', json, (onProgress) => copyLog(source, target, onProgress))),
  );
};

const toFile = (file: string, { from, json }: Ends) =>
  withEnd(from, (source) =>
    shown('exported', json, async (onProgress) => {
      const out = createWriteStream(file, { flags: 'wx' });
      const written = finished(out);
      const exported = exportLog(source, out, onProgress).then((moved) => {
        out.end();
        return moved;
      });
      // A file that cannot be written ends it at once.
      const [moved] = await Promise.all([exported, written]);
      return moved;
    }),
  );

const fromFile = (file: string, { to, json }: Ends) =>
  withEnd(to, (target) =>
    shown('imported', json, (onProgress) => importLog(createReadStream(file), target, onProgress)),
  );

/** An event store that was named, or Ledgarr's own. */
async function withEnd(url: string | undefined, work: (end: LogEnd) => Promise<void>): Promise<void> {
  const use = async (address: string) => {
    const end = new LogEnd(address);
    try {
      await work(end);
    } finally {
      await end.close();
    }
  };
  if (url) await use(url);
  else await withParts(({ eventStoreUrl }) => use(eventStoreUrl));
}

async function shown(
  what: string,
  json: boolean | undefined,
  move: (onProgress: OnProgress) => Promise<Moved>,
): Promise<void> {
  const bar = progressBar('{value} events  {rate}/s');
  const start = performance.now();
  bar.start(0, 0, { rate: 0 });
  const onProgress = (done: number) => {
    bar.update(done, { rate: Math.round((done * 1_000) / (performance.now() - start)) });
  };
  const moved = await move(onProgress).finally(() => bar.stop());
  const text = `${what} ${moved.written} events; both ends have ${moved.count}, with checksum ${moved.checksum}.`;
  process.stdout.write(`${json ? JSON.stringify(moved) : text}\n`);
}
