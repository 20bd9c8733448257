import pino, { type Logger } from 'pino';
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
    pino.destination({ fd: 2, sync: true }),
  );
