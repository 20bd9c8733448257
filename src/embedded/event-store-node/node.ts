import { Server, ServerCredentials } from '@grpc/grpc-js';
import pino, { type Logger } from 'pino';
import { requireToken } from './access.js';
import { EventLog } from './log/event-log.js';
import { Groups } from './persistent/groups.js';
import { persistentSubscriptionsService } from './persistent/persistent-service.js';
import { Rpc, type Service } from './rpc.js';
import { gossipService } from './services/gossip.js';
import { operationsService } from './services/operations.js';
import { serverFeaturesService } from './services/server-features.js';
import { streamsService } from './streams/streams-service.js';

export type NodeOptions = {
  readonly databaseUrl: string;
  /** 0 takes any free port. */
  readonly port?: number;
  /** Without one the node is open to everybody on this machine. */
  readonly token?: string;
  readonly logger?: Logger;
};

export type RunningNode = {
  /** For a client on this machine, the token in it. */
  readonly connectionString: string;
  readonly port: number;
  readonly log: EventLog;
  /** Resolves when the node has stopped serving: with an error when it lost its database. */
  readonly ended: Promise<Error | undefined>;
  /** Writes what it has taken, ends all calls. */
  close(): Promise<void>;
};

const HOST = '127.0.0.1';
/** EventStoreDB's own, and room for the largest append with its metadata. */
const MAX_RECEIVED_BYTES = 17 * 1024 * 1024;
const MAX_STREAMS = 4_096;
const GRACE_MS = 500;

/**
 * Serves the log in a database by EventStoreDB's protocol, on loopback.
 * @throws LogInUse when another node does so already
 */
export const startNode = async ({
  databaseUrl,
  port = 0,
  token,
  logger = pino({ level: 'silent' }),
}: NodeOptions): Promise<RunningNode> => {
  const log = await EventLog.open(databaseUrl);
  try {
    const rpc = new Rpc(logger);
    const groups = new Groups(log, (error) => logger.error({ err: error }, 'a persistent subscription failed'));
    const server = new Server({
      'grpc.max_receive_message_length': MAX_RECEIVED_BYTES,
      'grpc.max_send_message_length': -1,
      'grpc.max_concurrent_streams': MAX_STREAMS,
      interceptors: token ? [requireToken(token)] : [],
    });
    let bound = 0;
    const endpoint = () => ({ host: HOST, port: bound });
    for (const { definition, handlers } of services(log, rpc, endpoint, groups))
      server.addService(definition, handlers);
    bound = await bind(server, port);
    const access = token ? `&connectionName=${encodeURIComponent(token)}` : '';
    const connectionString = `esdb://${HOST}:${bound}?tls=false${access}`;
    const ended = log.ended.then((failure) => {
      server.forceShutdown();
      return failure;
    });
    return { connectionString, port: bound, log, ended, close: () => close(server, log) };
  } catch (error) {
    await log.close();
    throw error;
  }
};

const services = (
  log: EventLog,
  rpc: Rpc,
  endpoint: () => { host: string; port: number },
  groups: Groups,
): Service[] => [
  streamsService(log, rpc),
  gossipService(endpoint, rpc),
  serverFeaturesService(rpc),
  operationsService(rpc, () => groups.restart()),
  persistentSubscriptionsService(groups, rpc),
];

const bind = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const credentials = ServerCredentials.createInsecure();
    server.bindAsync(`${HOST}:${port}`, credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
  });

/** Appends under way are answered; subscriptions, which have no end of their own, are cut off. */
const close = async (server: Server, log: EventLog): Promise<void> => {
  await log.drain();
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => server.forceShutdown(), GRACE_MS);
    server.tryShutdown(() => {
      clearTimeout(cut);
      resolve();
    });
  });
  await log.close();
};
