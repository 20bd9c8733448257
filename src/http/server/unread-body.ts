import { type IncomingMessage } from 'node:http';
import { type onSendHookHandler } from 'fastify';

/** Bytes: what is worth reading to keep the connection. */
const WORTH_READING = 64 * 1024;
/** How long a caller has to take the answer, in milliseconds. */
const LINGER_MS = 1_000;

/** Ends the connection of a request that is answered before its body has come, without reading the rest of it. */
export const closeUnread: onSendHookHandler<unknown> = ({ raw }, reply, payload, done) => {
  if (!raw.complete && hasBody(raw)) {
    if (reply.statusCode === 408 || !(Number(raw.headers['content-length']) <= WORTH_READING)) {
      void reply.header('Connection', 'close');
      linger(raw);
    }
    endIfUnfinished(raw);
  }
  done(null, payload);
};

export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** A connection that is destroyed with bytes unread is reset, and the answer may be lost on the way with it. */
function linger({ socket }: IncomingMessage): void {
  socket.destroySoon = () => {
    socket.end();
    setImmediate(() => socket.pause());
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}

function endIfUnfinished(raw: IncomingMessage): void {
  const { socket } = raw;
  setTimeout(() => {
    if (!raw.complete) socket.destroy();
  }, 2 * LINGER_MS).unref();
}
