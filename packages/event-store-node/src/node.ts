import pino, { type Logger } from 'pino';
import { requireToken } from './access.js';
import { type Endpoint, endpointOf } from './endpoint.js';
import { GrpcServer } from './grpc/server.js';
import { httpListener } from './http.js';
import { EventLog } from './log/event-log.js';
import { Groups } from './persistent/groups.js';
import { persistentSubscriptionsService } from './persistent/persistent-service.js';
import { handlersOf, Rpc, type Service } from './rpc.js';
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
  /** Where clients are told to find the node; else where whoever asks found it. */
  readonly advertise?: Endpoint;
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
const GRACE_MS = 500;

/**
 * Serves the log in a database by EventStoreDB's protocol, on loopback.
 * @throws LogInUse when another node does so already
 */
export const startNode = async ({
  databaseUrl,
  port = 0,
  token,
  advertise,
  logger = pino({ level: 'silent' }),
}: NodeOptions): Promise<RunningNode> => {
  const log = await EventLog.open(databaseUrl);
  try {
    const rpc = new Rpc(logger);
    const groups = new Groups(log, (error) => logger.error({ err: error }, 'a persistent subscription failed'));
    let bound = 0;
    const endpoint = (authority: string | undefined) =>
      advertise ?? endpointOf(authority) ?? { host: HOST, port: bound };
    const handlers = handlersOf(services(log, rpc, endpoint, groups));
    const access = token ? { admit: requireToken(token) } : { http: httpListener(endpoint) };
    const server = new GrpcServer({ handlers, ...access });
    bound = await server.listen(HOST, port);
    const name = token ? `&connectionName=${encodeURIComponent(token)}` : '';
    const connectionString = `esdb://${HOST}:${bound}?tls=false${name}`;
    const ended = log.ended.then((failure) => {
      server.cutOff();
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
  endpoint: (authority: string | undefined) => Endpoint,
  groups: Groups,
): Service[] => [
  streamsService(log, rpc),
  gossipService(endpoint, rpc),
  serverFeaturesService(rpc),
  operationsService(rpc, () => groups.restart()),
  persistentSubscriptionsService(groups, rpc),
];

/** Appends under way are answered; subscriptions, which have no end of their own, are cut off. */
const close = async (server: GrpcServer, log: EventLog): Promise<void> => {
  await log.drain();
  await server.close(GRACE_MS);
  await log.close();
};
