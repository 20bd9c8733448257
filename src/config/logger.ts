import pino, { type Logger } from 'pino';
import { mapTexts } from '../text/storable-text.js';
import { withoutSecrets } from '../text/without-secrets.js';
import { logDestination } from '@ledgarr/event-store-node/log-destination';
import { type Settings } from './settings.js';

const OPTIONS = { origins: 'keep' } as const;
const hidden = (text: string): string => withoutSecrets(text, OPTIONS);

/** The lines of a stack name files of ours; what is before them is the message. */
const hiddenStack = (stack: string): string =>
  stack.split('\n').map((line) => (/^\s+at /.test(line) ? line : hidden(line))).join('\n'); // prettier-ignore

/** JSON lines on stderr, so that stdout stays free for what a command prints. Secrets do not get into them, whoever has said them. */
export const createLog = (
  { logLevel }: Pick<Settings, 'logLevel'>,
  destination: pino.DestinationStream = logDestination(),
): Logger =>
  pino(
    {
      level: logLevel,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (level) => ({ level }),
        log: (fields) =>
          mapTexts(fields, (text, field) => (field === 'stack' ? hiddenStack(text) : hidden(text))) as Record<
            string,
            unknown
          >,
      },
      serializers: { err: (error: unknown) => error, error: (error: unknown) => error },
      hooks: {
        logMethod(args, method) {
          method.apply(
            this,
            args.map((each: unknown) => (typeof each === 'string' ? hidden(each) : asFields(each))) as typeof args,
          );
        },
      },
      redact: ['password', 'apiKey', 'secret', '*.password', '*.apiKey', '*.secret'],
    },
    destination,
  );

/** Errors as plain values, those that they are in as well, before their texts are looked at. */
function asFields(value: unknown): unknown {
  if (value instanceof Error) return { err: pino.stdSerializers.err(value) };
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, each instanceof Error ? pino.stdSerializers.err(each) : each])); // prettier-ignore
}
