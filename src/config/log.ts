import pino, { type Logger } from 'pino';
import { logDestination } from './log-destination.js';
import { type Settings } from './settings.js';

/** JSON lines on stderr, so that stdout stays free for what a command prints. Secrets do not get into them. */
export const createLog = ({ logLevel }: Pick<Settings, 'logLevel'>): Logger =>
  pino(
    {
      level: logLevel,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      redact: ['password', 'apiKey', 'secret', '*.password', '*.apiKey', '*.secret'],
    },
    logDestination(),
  );
