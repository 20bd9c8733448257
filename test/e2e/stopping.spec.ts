import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { isAlive } from '../../src/embedded/process.js';
import { until } from '../support/daemons/process.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { RawConnection } from '../support/raw-http.js';

/** Links whose answers a test holds back. */
class HeldLinks {
  readonly held: ServerResponse[] = [];
  private readonly server = createServer((_request, response) => this.held.push(response));

  async start(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    return this;
  }

  link(name: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${name}.mkv`;
  }

  release(): void {
    for (const response of this.held.splice(0)) {
      response
        .writeHead(200, { 'Content-Type': 'video/x-matroska', 'Content-Length': 4 })
        .end('\x1aE\xdf\xa3', 'latin1');
    }
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('a service that is told to stop', () => {
  let app: Ledgarr;
  let links: HeldLinks;
  beforeEach(async () => {
    [app, links] = await Promise.all([ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off' }), new HeldLinks().start()]);
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
  });
  afterEach(async () => {
    links?.close();
    await app?.remove();
  });

  const ask = (n: number) => app.api.call('POST', '/downloads', { release: { url: links.link(String(n)) } });
  const underWay = async (count: number) => {
    const answers = Array.from({ length: count }, (_, n) => ask(n).catch(String));
    await until('they are under way', () => Promise.resolve(links.held.length === count));
    return Promise.all(answers);
  };
  const ended = () => until('it has ended', () => Promise.resolve(!isAlive(app.pid)));

  it('answers the requests under way, refuses new ones, and lets idle connections go', async () => {
    const [idle, silent] = await Promise.all([1, 2].map(() => RawConnection.open(Number(new URL(app.url).port))));
    idle!.send('GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n');
    const count = 16;
    const all = underWay(count);
    await until('they are under way', () => Promise.resolve(links.held.length === count));
    process.kill(app.pid, 'SIGTERM');
    await Promise.all([idle!.ended, silent!.ended]);
    const refused = await app.api.call('GET', '/downloads').then(
      ({ status }) => status,
      () => 'refused',
    );
    expect([503, 'refused']).toContain(refused);
    links.release();
    const answers = await all;
    expect(answers.map((answer) => (typeof answer === 'string' ? answer : answer.status))).toEqual(
      Array.from({ length: count }, () => 201),
    );
    await ended();
  });

  it('ends at once when it is told again', async () => {
    const all = underWay(1);
    await until('it is under way', () => Promise.resolve(links.held.length === 1));
    process.kill(app.pid, 'SIGTERM');
    await until('it is told again', () => {
      if (!isAlive(app.pid)) return Promise.resolve(true);
      process.kill(app.pid, 'SIGTERM');
      return Promise.resolve(false);
    });
    expect(await all).toEqual([expect.stringMatching('fetch failed')]);
  });
});
