import { type Metadata, ServerInterceptingCall, type ServerInterceptor, status } from '@grpc/grpc-js';
import { timingSafeEqual } from 'node:crypto';

/** The client asks this one with no metadata at all. Its answer is a list that is the same for every node. */
const SUPPORTED_METHODS = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods';

/**
 * Refuses every call, of any method, that does not carry the token, before anything of it is read.
 * The client sends no credentials over a connection without TLS; what it does send with every call is the name of its
 * connection, which a connection string can set: that is where the token travels.
 */
export const requireToken = (token: string): ServerInterceptor => {
  const expected = Buffer.from(token);
  const admitted = (metadata: Metadata) => {
    const sent = Buffer.from(String(metadata.get('connection-name')[0] ?? ''));
    // The length of a token is no secret.
    return sent.length === expected.length && timingSafeEqual(sent, expected);
  };
  return (method, call) =>
    new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => {
            if (method.path === SUPPORTED_METHODS || admitted(metadata)) pass(metadata);
            else call.sendStatus({ code: status.UNAUTHENTICATED, details: 'This node serves its own app alone.' });
          },
        }),
    });
};
