import { type Metadata, ServerInterceptingCall, type ServerInterceptor, status } from '@grpc/grpc-js';
import { createHash, timingSafeEqual } from 'node:crypto';

/** The user name under which the app carries its token as the password. */
export const USER = 'ledgarr';

/** Refuses every call, of any method, that does not carry the token as basic credentials, before anything of it is read. */
export const requireToken = (token: string): ServerInterceptor => {
  const expected = digest(`Basic ${Buffer.from(`${USER}:${token}`).toString('base64')}`);
  const admitted = (metadata: Metadata) =>
    timingSafeEqual(digest(String(metadata.get('authorization')[0] ?? '')), expected);
  return (_method, call) =>
    new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => {
            if (admitted(metadata)) pass(metadata);
            else
              call.sendStatus({ code: status.UNAUTHENTICATED, details: 'The credentials are not those of this node.' });
          },
        }),
    });
};

// Digests have one length whatever was sent, as the comparison needs.
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
