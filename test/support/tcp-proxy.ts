import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A way to a server on loopback that a test can block or cut. */
export class TcpProxy {
  private server: Server | undefined;
  private readonly pairs = new Set<[Socket, Socket]>();
  private isBlocked = false;
  port = 0;

  constructor(private readonly target: number) {}

  async open(): Promise<this> {
    this.server = createServer((inbound) => this.join(inbound)).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** Nothing goes through any more, and nobody is told: new connections are taken and not answered. */
  block(): void {
    this.isBlocked = true;
    for (const socket of [...this.pairs].flat()) socket.pause();
  }

  unblock(): void {
    this.isBlocked = false;
    for (const socket of [...this.pairs].flat()) socket.resume();
  }

  /** Ends every connection, and refuses new ones until it is opened again. */
  async cut(): Promise<void> {
    const closed = once(this.server!, 'close');
    this.server!.close();
    for (const socket of [...this.pairs].flat()) socket.destroy();
    await closed;
  }

  private join(inbound: Socket): void {
    const outbound = connect(this.target, '127.0.0.1');
    const pair: [Socket, Socket] = [inbound, outbound];
    this.pairs.add(pair);
    for (const [one, other] of [pair, [outbound, inbound]] as const) {
      one.on('data', (bytes) => other.write(bytes)).on('error', () => other.destroy());
      one.once('close', () => {
        other.destroy();
        this.pairs.delete(pair);
      });
      if (this.isBlocked) one.pause();
    }
  }
}
