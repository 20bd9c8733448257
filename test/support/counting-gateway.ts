import { once } from 'node:events';
import {
  type ClientHttp2Session,
  connect,
  constants,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { type AddressInfo } from 'node:net';

/** Stands between an event store and its clients, passes everything on, and counts the calls that are open. */
export class CountingGateway {
  opened = 0;
  closed = 0;
  /** While it is, nothing comes through: as if the event store had been stopped in its tracks. */
  frozen = false;
  private readonly server = createServer();
  private readonly sessions = new Set<{ destroy(): void }>();

  private constructor(private readonly target: string) {
    this.server.on('session', (session) => this.pair(session));
  }

  /** @param url of the event store, an `esdb://` connection string */
  static async before(url: string): Promise<CountingGateway> {
    const [, host = ''] = /^esdb:\/\/(?:[^@/]*@)?([^/?]+)/.exec(url) ?? [];
    const gateway = new CountingGateway(`http://${host}`);
    gateway.server.listen(0, '127.0.0.1');
    await once(gateway.server, 'listening');
    return gateway;
  }

  get url(): string {
    return `esdb://127.0.0.1:${(this.server.address() as AddressInfo).port}?tls=false`;
  }

  get open(): number {
    return this.opened - this.closed;
  }

  close(): void {
    this.server.close();
    for (const session of this.sessions) session.destroy();
  }

  private pair(client: ServerHttp2Session): void {
    const target = connect(this.target);
    for (const [one, other] of [
      [client, target],
      [target, client],
    ] as const) {
      this.sessions.add(one);
      // Whatever happens to one happens to the other; who is behind it finds out by itself.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sessions.delete(one);
        other.destroy();
      });
    }
    client.on('stream', (stream, headers) => this.pass(stream, headers, target));
  }

  private pass(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, target: ClientHttp2Session): void {
    this.opened += 1;
    if (this.frozen) return void stream.on('close', () => (this.closed += 1)).resume();
    const onward = target.request(headers, { endStream: false });
    let trailers: IncomingHttpHeaders = {};
    onward.on('trailers', (given) => (trailers = given));
    onward.on('response', (given, flags) => {
      if (stream.destroyed) return;
      const endStream = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      stream.respond(given, endStream ? { endStream } : { waitForTrailers: true });
      if (!endStream) onward.pipe(stream);
    });
    stream.on('wantTrailers', () => stream.sendTrailers(trailers));
    stream.pipe(onward);
    stream.on('error', () => onward.close(constants.NGHTTP2_CANCEL));
    onward.on('error', () => stream.close(constants.NGHTTP2_CANCEL));
    onward.on('close', () => {
      if (onward.rstCode !== constants.NGHTTP2_NO_ERROR) stream.close(onward.rstCode);
    });
    stream.on('close', () => {
      this.closed += 1;
      if (!onward.closed) onward.close(constants.NGHTTP2_CANCEL);
    });
  }
}
