import { parseArgs } from 'node:util';
import pino from 'pino';
import { logDestination, surviveClosedOutput } from './log-destination.js';
import { endpointOf } from './endpoint.js';
import { startNode } from './node.js';

/*
 * The node as a process of its own: LEDGARR_NODE_DATABASE_URL says where its log is, LEDGARR_NODE_TOKEN who may come.
 * Its first line of output is its connection string. It ends with its parent, where they have a channel between them.
 */
surviveClosedOutput();
const logger = pino({ name: 'event-store-node' }, logDestination());

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    open: { type: 'boolean', default: false },
    advertise: { type: 'string' },
  },
});
const { LEDGARR_NODE_DATABASE_URL: databaseUrl, LEDGARR_NODE_TOKEN: token } = process.env;

const run = async (): Promise<void> => {
  if (!databaseUrl) throw new Error('LEDGARR_NODE_DATABASE_URL is not set');
  if (!token && !options.open) throw new Error('LEDGARR_NODE_TOKEN is not set, and --open was not given');
  const advertise = endpointOf(options.advertise);
  if (options.advertise !== undefined && !advertise) throw new Error('--advertise takes host:port');
  const node = await startNode({
    databaseUrl,
    advertise,
    port: Number(options.port),
    token: options.open ? undefined : token,
    logger,
  });
  let closing: Promise<void> | undefined;
  const stop = () => void (closing ??= node.close());
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, stop);
  process.stdout.write(`${node.connectionString}\n`);
  const failure = await node.ended;
  await closing;
  if (!closing) throw failure ?? new Error('the connection to PostgreSQL is lost');
};

run().then(
  () => process.exit(0),
  (error: unknown) => {
    logger.fatal({ err: error }, 'the event store node cannot run');
    const failed = error instanceof Error ? error.message : String(error);
    if (!process.send) process.exit(1);
    process.send({ failed }, () => process.exit(1));
  },
);
