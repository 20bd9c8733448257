import { type Server } from 'node:http';
import { type Socket } from 'node:net';
import { type FastifyInstance, type onRequestHookHandler, type onSendHookHandler } from 'fastify';
import { ProblemError } from '../problem.js';

/** How often connections that have become idle are looked for, in milliseconds. */
const SWEEP_MS = 50;

/** Lets the requests under way be answered while the server stops, and refuses new ones. */
export class Drain {
  #isDraining = false;
  /** Connections that have not asked for anything yet: Node does not count them as idle. */
  readonly #unused = new Set<Socket>();

  addTo(server: FastifyInstance): void {
    server.server.on('connection', (socket: Socket) => {
      this.#unused.add(socket);
      socket.once('close', () => this.#unused.delete(socket));
    });
    server.addHook('onRequest', this.#refuseNew);
    server.addHook('onSend', this.#closeAfterAnswer);
  }

  /** @param limitMs after that, what is left is cut off */
  begin(server: Server, limitMs: number): void {
    this.#isDraining = true;
    const sweep = setInterval(() => {
      server.closeIdleConnections();
      for (const socket of this.#unused) socket.destroy();
    }, SWEEP_MS);
    const limit = setTimeout(() => server.closeAllConnections(), limitMs);
    server.once('close', () => {
      clearInterval(sweep);
      clearTimeout(limit);
    });
  }

  readonly #refuseNew: onRequestHookHandler = ({ raw }, _reply, done) => {
    this.#unused.delete(raw.socket);
    done(this.#isDraining ? new ProblemError(stopping) : undefined);
  };

  readonly #closeAfterAnswer: onSendHookHandler<unknown> = (_request, reply, payload, done) => {
    if (this.#isDraining) void reply.header('Connection', 'close');
    done(null, payload);
  };
}

const stopping = {
  status: 503,
  code: 'stopping',
  title: 'Ledgarr is stopping.',
  detail: 'Nothing was done: send the request again once it runs.',
  retryAfter: 5,
};
