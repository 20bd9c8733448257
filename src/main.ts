import { CannotStart } from './config/cannot-start.js';
import { InvalidSettings, readSettingsOfProcess, type Settings } from './config/settings.js';
import { createLog } from './config/logger.js';
import { surviveClosedOutput } from '@ledgarr/event-store-node/log-destination';
import { logOutput } from './config/log-output.js';
import { greeting, troubleLines } from './operations/greeting.js';
import { type Server, startServer } from './server.js';

/** Milliseconds. What is not ended by then loses nothing: it is as safe as after a crash. */
const SHUTDOWN_TIMEOUT_MS = 20_000;
/** Milliseconds. npm passes on a Ctrl-C that the terminal has sent already: that is one signal, not two. */
const SAME_SIGNAL = 250;

/** The server: starts, says where it is, and ends in order when it is told to; at once when it is told again. */
async function main(settings: Settings): Promise<void> {
  const log = createLog(settings, await logOutput());
  const waiting = new AbortController();
  const fail = (error: unknown) => {
    // Told to end while it waited for the data folder, it has ended in order.
    if (waiting.signal.aborted && error === waiting.signal.reason) process.exit(0);
    if (error instanceof CannotStart) process.stderr.write(`${error.message}\n`);
    else log.fatal({ err: error }, 'Ledgarr cannot go on');
    process.exit(1);
  };
  // What nobody has caught may have left anything half done. To end is safe, and to start again brings order.
  process.on('uncaughtException', fail).on('unhandledRejection', fail);
  const starting = startServer(settings, log, waiting.signal);
  let stoppingSince: number | undefined;
  const end = (signal: string) => {
    if (stoppingSince !== undefined) {
      if (Date.now() - stoppingSince > SAME_SIGNAL) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
    log.info({ signal }, 'stopping');
    waiting.abort();
    setTimeout(() => fail(new Error('something did not end in time')), SHUTDOWN_TIMEOUT_MS).unref();
    starting.then((server) => server.stop()).then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', end).on('SIGINT', end);
  const server = await starting.catch(fail);
  if (server) await greet(server, settings);
}

/** Words on a terminal, and one line elsewhere. */
async function greet(server: Server, settings: Settings): Promise<void> {
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  if (!process.stdout.isTTY) return say(`Ledgarr runs on ${server.url} (API key: ${settings.dataDir}/api-key)`);
  say(greeting(server.url, settings));
  (await troubleLines(server)).forEach(say);
}

surviveClosedOutput();
try {
  await main(readSettingsOfProcess());
} catch (error) {
  if (!(error instanceof InvalidSettings)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
