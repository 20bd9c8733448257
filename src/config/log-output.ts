import { type DestinationStream } from 'pino';
import { logDestination } from '@ledgarr/event-store-node/log-destination';

/** Where the log goes: standard error, readable where that is a terminal, as JSON lines elsewhere. */
export async function logOutput(): Promise<DestinationStream> {
  if (!process.stderr.isTTY) return logDestination();
  const { default: pretty } = await import('pino-pretty');
  return pretty({
    destination: 2,
    sync: true,
    singleLine: true,
    colorize: !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
  });
}
