import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer, type Http2Server, type IncomingHttpHeaders, type ServerHttp2Session } from 'node:http2';
import type { ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Server as Port, Socket } from 'node:net';
import { Call } from './call.js';
import { httpMultiplexer } from './http-multiplexer.js';
import { CallError, status } from './status.js';

export type Handler = (call: Call) => void;

export type GrpcServerOptions = {
  /** By path, as in `/package.Service/Method`; what is not there is unimplemented. */
  readonly handlers: ReadonlyMap<string, Handler>;
  /** Looks at every call before anything of it is read. @returns how it ends, if it does */
  /** Answers who speaks HTTP/1.1 on the same port; without it they are cut off. */
  readonly http?: RequestListener;
  readonly admit?: (path: string, header: (name: string) => string | undefined) => CallError | undefined;
};

const SETTINGS = { maxConcurrentStreams: 4_096, initialWindowSize: 1024 * 1024 };
/** What a client may have under way on all its calls together. */
const SESSION_WINDOW_BYTES = 4 * 1024 * 1024;

/**
 * gRPC on node:http2, without TLS. `@grpc/grpc-js` has a server too: it takes a third more of the processor for an append,
 * and writes every message of a read by itself (docs/decisions/008).
 */
export class GrpcServer {
  private readonly server: Http2Server;
  private readonly port: Port;
  private readonly sockets = new Set<Socket>();
  private readonly sessions = new Set<ServerHttp2Session>();

  constructor(private readonly options: GrpcServerOptions) {
    // Back-pressure is by stream; the bound on a session's memory would cut off readers that are only slow.
    this.server = createServer({ settings: SETTINGS, maxSessionMemory: Number.MAX_SAFE_INTEGER });
    this.server.on('session', (session) => this.follow(session));
    this.server.on('stream', (stream, headers) => this.take(stream, headers));
    // What is not HTTP/2 is cut off by node:http2, which tells of it here.
    this.server.on('sessionError', () => undefined);
    this.port = options.http ? httpMultiplexer(this.server, createHttpServer(options.http)) : this.server;
    this.port.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** @returns the port */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      // Also told when a connection cannot be accepted later on, which concerns that one alone.
      this.port.on('error', reject);
      this.port.listen(port, host, resolve);
    });
    return (this.port.address() as AddressInfo).port;
  }

  /** Takes no more calls; resolves when those under way are over, or after so many milliseconds, when they are cut off. */
  async close(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => this.port.close(() => resolve()));
    for (const session of this.sessions) session.close();
    const cut = setTimeout(() => this.cutOff(), graceMs);
    await closed;
    clearTimeout(cut);
  }

  cutOff(): void {
    this.port.close();
    for (const session of this.sessions) session.destroy();
    for (const socket of this.sockets) socket.destroy();
  }

  private follow(session: ServerHttp2Session): void {
    this.sessions.add(session);
    session.setLocalWindowSize(SESSION_WINDOW_BYTES);
    session.on('error', () => undefined);
    session.once('close', () => this.sessions.delete(session));
  }

  private take(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const call = new Call(stream, headers);
    // It may have been reset already, and takes no answer then.
    if (call.gone) return;
    const type = headers['content-type'];
    if (headers[':method'] !== 'POST' || !type?.startsWith('application/grpc')) {
      stream.respond({ ':status': 415 }, { endStream: true });
      return void stream.resume();
    }
    const path = String(headers[':path']);
    const refused = this.options.admit?.(path, (name) => call.header(name));
    if (refused) return call.fail(refused);
    const handler = this.options.handlers.get(path);
    if (handler) handler(call);
    else call.fail(new CallError(status.UNIMPLEMENTED, `The server does not implement the method ${path}`));
  }
}
