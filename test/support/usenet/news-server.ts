import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { makePosting, type Posting } from './nzbs.js';
import { asMultiline } from './yenc.js';

export type NewsServer = {
  host: string;
  port: number;
  /** Makes a posting of random bytes and has its articles. */
  post(name: string, sizes: readonly number[], fileNames?: readonly string[]): Posting;
  /** From now on it has only every other article of it, or none. */
  lose(posting: Posting, share: 'half' | 'all'): void;
  /** Sends at most so fast to all together from now on; null for no limit, 0 for nothing at all. */
  throttle(bytesPerSecond: number | null): void;
  stop(): Promise<void>;
};

/** A news server on loopback (NNTP, RFC 3977) that takes any login and knows the articles that tests post. */
export async function startNewsServer(): Promise<NewsServer> {
  const articles = new Map<string, Buffer>();
  const pace = new Pace();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // a client that is killed
    serve(socket, articles, pace);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    post: (name, sizes, fileNames) => {
      const posting = makePosting(name, sizes, fileNames);
      for (const [id, body] of posting.articles) articles.set(id, body);
      return posting;
    },
    lose: (posting, share) => {
      for (const [i, id] of [...posting.articles.keys()].entries())
        if (share === 'all' || i % 2 === 1) articles.delete(id);
    },
    throttle: (bytesPerSecond) => pace.set(bytesPerSecond),
    stop: async () => {
      pace.set(null);
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Lets so many bytes pass in a second, all connections taken together. */
class Pace {
  #bytesPerSecond: number | null = null;
  #freeAt = 0;

  set(bytesPerSecond: number | null): void {
    this.#bytesPerSecond = bytesPerSecond;
    this.#freeAt = 0;
  }

  async pass(bytes: number): Promise<void> {
    while (this.#bytesPerSecond === 0) await delay(20);
    if (this.#bytesPerSecond === null) return;
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + (bytes / this.#bytesPerSecond) * 1000;
    const end = this.#freeAt;
    while (this.#freeAt >= end && performance.now() < end) await delay(20);
  }
}

function serve(socket: Socket, articles: ReadonlyMap<string, Buffer>, pace: Pace): void {
  let buffered = '';
  let last: Promise<void> = Promise.resolve();
  const answer = async (line: string) => {
    const reply = replyTo(line, articles);
    if (reply.length > 1_000) await pace.pass(reply.length);
    if (!socket.destroyed) socket.write(reply);
    if (/^quit/i.test(line)) socket.end();
  };
  socket.write('200 news.test ready\r\n');
  socket.on('data', (chunk) => {
    buffered += chunk.toString('latin1');
    const lines = buffered.split('\r\n');
    buffered = lines.pop() ?? '';
    // In the order in which they were asked: clients send several commands at once.
    for (const line of lines) last = last.then(() => answer(line));
  });
}

function replyTo(line: string, articles: ReadonlyMap<string, Buffer>): Buffer {
  const [command = '', argument = ''] = line.trim().split(/\s+/);
  const id = argument.replace(/^<|>$/g, '');
  const body = articles.get(id);
  const text = (reply: string) => Buffer.from(`${reply}\r\n`);
  switch (command.toUpperCase()) {
    case 'AUTHINFO':
      return text(/^authinfo\s+user/i.test(line) ? '381 password?' : '281 welcome');
    case 'MODE':
      return text('200 reader');
    case 'CAPABILITIES':
      return text('101 capabilities\r\nVERSION 2\r\nREADER\r\n.');
    case 'DATE':
      return text('111 20260101000000');
    case 'GROUP':
      return text(`211 0 0 0 ${argument}`);
    case 'QUIT':
      return text('205 bye');
    case 'STAT':
    case 'HEAD':
    case 'BODY':
    case 'ARTICLE':
      return body === undefined ? text('430 no such article') : articleReply(command.toUpperCase(), id, body);
    default:
      return text('500 what?');
  }
}

function articleReply(command: 'STAT' | 'HEAD' | 'BODY' | 'ARTICLE' | string, id: string, body: Buffer): Buffer {
  const head = `Message-ID: <${id}>\r\nSubject: x\r\n`;
  switch (command) {
    case 'STAT':
      return Buffer.from(`223 0 <${id}>\r\n`);
    case 'HEAD':
      return Buffer.from(`221 0 <${id}>\r\n${head}.\r\n`);
    case 'BODY':
      return Buffer.concat([Buffer.from(`222 0 <${id}>\r\n`), asMultiline(body)]);
    default:
      return Buffer.concat([Buffer.from(`220 0 <${id}>\r\n${head}\r\n`), asMultiline(body)]);
  }
}
