import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type RawAnswer = { status: number; type: string; body: Record<string, unknown>; text: string };

/** Speaks to an HTTP server byte by byte. */
export class RawConnection {
  /** Resolves when the server has ended the connection, with all that it said. */
  readonly ended: Promise<string>;
  private said = '';

  private constructor(readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    // What is still being sent when the server hangs up does not get there: the answer counts.
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => socket.once('close', () => resolve(this.said)));
  }

  static async open(port: number): Promise<RawConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new RawConnection(socket);
  }

  send(bytes: string | Buffer): this {
    this.socket.write(bytes);
    return this;
  }

  /** Sends as much of this as the server takes. @returns how many bytes that were */
  async offer(bytes: Buffer, piece = 256 * 1024): Promise<number> {
    let sent = 0;
    for (; sent < bytes.length && this.socket.writable; sent += piece) {
      if (this.socket.write(bytes.subarray(sent, sent + piece))) continue;
      await Promise.race([new Promise((resolve) => this.socket.once('drain', resolve)), this.ended]);
    }
    return sent;
  }

  async answer(): Promise<RawAnswer> {
    return parsed(await this.ended);
  }
}

/** Sends this, and reads until the server hangs up. */
export const rawHttp = async (port: number, bytes: string | Buffer): Promise<RawAnswer> =>
  (await RawConnection.open(port)).send(bytes).answer();

export const parsed = (text: string): RawAnswer => {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const json = /\{.*\}/s.exec(body)?.[0] ?? '{}';
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]),
    type: /^content-type: ([^;\r]*)/im.exec(head)?.[1] ?? '',
    body: JSON.parse(json) as Record<string, unknown>,
    text,
  };
};
