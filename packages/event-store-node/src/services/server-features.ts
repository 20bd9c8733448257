import grpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Rpc, Service } from '../rpc.js';

/** The version whose behaviour the node has. */
export const VERSION = '23.10.8';

/** What 23.10.8 lists; clients choose their calls by it. Methods by service, features after a colon. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  'event_store.client.streams.streams': [
    'read: position, events',
    'append',
    'delete',
    'tombstone',
    'batchappend: deadline_duration',
  ],
  'event_store.client.persistent_subscriptions.persistentsubscriptions': [
    'create: stream, all',
    'update: stream, all',
    'delete: stream, all',
    'read: stream, all',
    'getinfo: stream, all',
    'replayparked: stream, all',
    'list: stream, all',
    'restartsubsystem: stream, all',
  ],
  'event_store.client.operations.operations': [
    'startscavenge',
    'stopscavenge',
    'shutdown',
    'mergeindexes',
    'resignnode',
    'setnodepriority',
    'restartpersistentsubscriptions',
  ],
  'event_store.client.users.users': [
    'create',
    'update',
    'delete',
    'disable',
    'enable',
    'details',
    'changepassword',
    'resetpassword',
  ],
  'event_store.client.gossip.gossip': ['read'],
  'event_store.client.monitoring.monitoring': ['stats'],
  'event_store.client.redaction.redaction': ['geteventpositions', 'switchchunks'],
  'event_store.client.server_features.serverfeatures': ['getsupportedmethods'],
};

export const serverFeaturesService = (rpc: Rpc): Service => {
  const methods = Object.entries(METHODS).flatMap(([service, names]) => names.map((name) => supported(service, name)));
  const answer = new features.SupportedMethods().setEventStoreServerVersion(VERSION).setMethodsList(methods);
  return { definition: grpc.ServerFeaturesService, handlers: { getSupportedMethods: rpc.unary(() => answer) } };
};

const supported = (service: string, text: string): features.SupportedMethod => {
  const [name = '', listed] = text.split(': ');
  const method = new features.SupportedMethod().setServiceName(service).setMethodName(name);
  return method.setFeaturesList(listed?.split(', ') ?? []);
};
