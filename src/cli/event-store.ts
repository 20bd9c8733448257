import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { type DataFolderLock, lockForCommand } from '../config/data-folder.js';
import { CannotStart } from '../config/cannot-start.js';
import { logOutput } from '../config/log-output.js';
import { createLog } from '../config/logger.js';
import { type Endpoint, endpointOf } from '@ledgarr/event-store-node/endpoint';
import { startNode } from '@ledgarr/event-store-node/node';
import { reservePort } from '../http/server/reserve-port.js';
import { startPostgres } from '../embedded/postgres/start-postgres.js';
import { randomBytes } from 'node:crypto';

type Options = { port: number; dataDir: string; open?: boolean; advertise?: Endpoint };

export const eventStoreCommand = () =>
  new Command('event-store')
    .description(
      'Runs the embedded event-store node alone, for tools and tests: on DATABASE_URL, or a PostgreSQL of its own.',
    )
    .option('--port <port>', 'on 127.0.0.1; 0 takes a free one', asPort, 2113)
    .option('--data-dir <folder>', 'for its own PostgreSQL', './data')
    .option('--open', 'takes any credentials, or none')
    .option(
      '--advertise <host:port>',
      'where clients that discover the node are told to find it, behind a proxy for example; else where they asked',
      asEndpoint,
    )
    .action(serve);

/** The first line of output is the connection string; it serves until it is stopped. */
async function serve({ port, dataDir, open, advertise }: Options): Promise<void> {
  const log = createLog({ logLevel: 'info' }, await logOutput());
  const given = process.env['DATABASE_URL'] || null;
  const reserved = port === 0 ? null : await reservePort('127.0.0.1', port, '--port');
  const folder = given ? null : await ownFolder(resolve(dataDir));
  const postgres = given ? null : await startPostgres({ dataDir: resolve(dataDir), log });
  try {
    const token = open ? undefined : randomBytes(24).toString('base64url');
    await reserved?.release();
    const url = given ?? postgres!.logUrl;
    const node = await startNode({ databaseUrl: url, port, token, advertise, logger: log });
    process.stdout.write(`${node.connectionString}\n`);
    const stop = () => void node.close();
    process.once('SIGTERM', stop).once('SIGINT', stop);
    const failure = await node.ended;
    if (failure) throw failure;
  } finally {
    await postgres?.stop();
    folder?.release();
    await reserved?.release();
  }
}

/** @throws CannotStart where a server runs: it has an event store on that folder already */
async function ownFolder(dataDir: string): Promise<DataFolderLock> {
  const found = await lockForCommand(dataDir, (message) => void process.stderr.write(`${message}\n`));
  if ('lock' in found) return found.lock;
  const { pid, url } = found.running;
  throw new CannotStart(
    `Ledgarr runs on ${dataDir} (process ${pid}, on ${url}) with an event store of its own: give another --data-dir.`,
  );
}

function asEndpoint(text: string): Endpoint {
  const endpoint = endpointOf(text);
  if (!endpoint) throw new InvalidArgumentError('It is host:port, for example events.example.org:2113.');
  return endpoint;
}

function asPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('It is 0 to 65535.');
  return port;
}
