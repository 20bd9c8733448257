import { CannotStart } from './config/cannot-start.js';
import { InvalidSettings, readSettingsOfProcess, type Settings } from './config/settings.js';
import { createLog } from './config/log.js';
import { startServer } from './server.js';

/** Milliseconds. What is not ended by then loses nothing: it is as safe as after a crash. */
const LONGEST_END = 20_000;

/** The server: starts, says where it is, and ends in order when it is told to. */
async function main(settings: Settings): Promise<void> {
  const log = createLog(settings);
  const waiting = new AbortController();
  const starting = startServer(settings, log, waiting.signal);
  let ending: Promise<void> | undefined;
  const end = (signal: string) => {
    log.info({ signal }, 'stopping');
    waiting.abort();
    setTimeout(() => fail(new Error('something did not end in time')), LONGEST_END).unref();
    ending ??= starting.then((server) => server.stop());
    ending.then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  const fail = (error: unknown) => {
    // Told to end while it waited for the data folder, it has ended in order.
    if (waiting.signal.aborted && error === waiting.signal.reason) process.exit(0);
    if (error instanceof CannotStart) process.stderr.write(`${error.message}\n`);
    else log.fatal({ err: error }, 'Ledgarr cannot go on');
    process.exit(1);
  };
  process.once('SIGTERM', end).once('SIGINT', end);
  const server = await starting.catch(fail);
  if (server) process.stdout.write(`Ledgarr runs on ${server.url} (API key: ${settings.dataDir}/api-key)\n`);
}

try {
  await main(readSettingsOfProcess());
} catch (error) {
  if (!(error instanceof InvalidSettings)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
