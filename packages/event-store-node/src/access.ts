import { timingSafeEqual } from 'node:crypto';
import type { GrpcServerOptions } from './grpc/server.js';
import { CallError, status } from './grpc/status.js';

/** The client asks this one with no metadata at all. Its answer is a list that is the same for every node. */
const SUPPORTED_METHODS = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods';

/**
 * Refuses every call, of any method, that does not carry the token, before anything of it is read.
 * The client sends no credentials over a connection without TLS; what it does send with every call is the name of its
 * connection, which a connection string can set: that is where the token travels.
 */
export const requireToken = (token: string): NonNullable<GrpcServerOptions['admit']> => {
  const expected = Buffer.from(token);
  return (path, header) => {
    if (path === SUPPORTED_METHODS) return undefined;
    const sent = Buffer.from(header('connection-name') ?? '');
    // The length of a token is no secret.
    if (sent.length === expected.length && timingSafeEqual(sent, expected)) return undefined;
    return new CallError(status.UNAUTHENTICATED, 'This node serves its own app alone.');
  };
};
