import { findRunning } from '../config/running.js';
import { createLog } from '../config/log.js';
import { readSettingsOfProcess, type Settings } from '../config/settings.js';
import { startParts } from '../embedded/embedded-parts.js';
import { type Logger } from 'pino';

export type CliParts = { settings: Settings; databaseUrl: string; eventStoreUrl: string; log: Logger };

/** Does a command's work with the parts of the server that runs, or, alone, with parts started for it and stopped after it. */
export async function withParts<T>(work: (parts: CliParts) => Promise<T>): Promise<T> {
  const settings = readSettingsOfProcess();
  const log = createLog({ logLevel: process.env['LEDGARR_LOG_LEVEL'] ? settings.logLevel : 'warn' });
  const running = await findRunning(settings.dataDir);
  if (running) return work({ settings, log, ...running });
  const parts = await startParts(settings, log, { client: false });
  try {
    return await work({ settings, log, databaseUrl: parts.databaseUrl, eventStoreUrl: parts.eventStoreUrl });
  } finally {
    await parts.stop();
  }
}
