import { lockForCommand } from '../config/data-folder.js';
import { logOutput } from '../config/log-output.js';
import { createLog } from '../config/logger.js';
import { readSettingsOfProcess, type Settings } from '../config/settings.js';
import { startParts } from '../embedded/embedded-parts.js';
import { type Logger } from 'pino';
import { interruptible } from './interrupted.js';

export type CliParts = { settings: Settings; databaseUrl: string; eventStoreUrl: string; log: Logger };

/**
 * Does a command's work with the parts of the server that runs, or, alone, with parts started for it and stopped after it,
 * also when it is interrupted.
 * @throws Interrupted
 */
export async function withParts<T>(work: (parts: CliParts) => Promise<T>): Promise<T> {
  const settings = readSettingsOfProcess();
  const log = createLog({ logLevel: process.env['LEDGARR_LOG_LEVEL'] ? settings.logLevel : 'warn' }, await logOutput());
  const say = (message: string) => void process.stderr.write(`${message}\n`);
  return interruptible(async (interruption) => {
    const found = await Promise.race([lockForCommand(settings.dataDir, say), interruption]);
    if ('running' in found) return Promise.race([work({ settings, log, ...found.running }), interruption]);
    try {
      return await withOwnParts(settings, log, work, interruption);
    } finally {
      found.lock.release();
    }
  });
}

async function withOwnParts<T>(
  settings: Settings,
  log: Logger,
  work: (parts: CliParts) => Promise<T>,
  interruption: Promise<never>,
): Promise<T> {
  const parts = await startParts(settings, log, { client: false });
  try {
    const { databaseUrl, eventStoreUrl } = parts;
    // Interrupted while they were started, the work is not begun.
    await Promise.race([interruption, Promise.resolve()]);
    return await Promise.race([work({ settings, log, databaseUrl, eventStoreUrl }), interruption]);
  } finally {
    await parts.stop();
  }
}
