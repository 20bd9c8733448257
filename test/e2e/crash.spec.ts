import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import pg from 'pg';
import { freePort, until } from '../support/daemons/process.js';
import { callAria2, startAria2, type Aria2 } from '../support/daemons/aria2.js';
import { FileServer } from '../support/file-server.js';
import { type Ledgarr, ledgarr, typesOf, untilEnded } from '../support/ledgarr.js';

const MB = 1024 * 1024;
const NAME = 'Paper.Lantern.2022.mkv';
const STORY = ['download.initiated', 'download.accepted', 'download.completed'];

/**
 * Stands between the app and the real client, and can be told to keep back the answer to an `addUri`: the client has the
 * item then, and the app does not know it.
 */
class Gate {
  open = true;
  private readonly added: (() => void)[] = [];
  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async before(target: string): Promise<Gate> {
    const gate: { it?: Gate } = {};
    const server = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const body = Buffer.concat(chunks).toString();
        const answer = await fetch(target, { method: 'POST', body });
        const text = await answer.text();
        if (/aria2\.addUri/.test(body) && !gate.it!.open) return gate.it!.added.forEach((tell) => tell());
        response.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(text);
      })();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (gate.it = new Gate(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/jsonrpc`));
  }

  untilAdded = () => new Promise<void>((resolve) => this.added.push(resolve));

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('a crash, and a start after it', () => {
  let app: Ledgarr;
  let aria2: Aria2;
  let gate: Gate;
  let files: FileServer;
  let database: pg.Client;
  beforeEach(async () => {
    aria2 = await startAria2();
    gate = await Gate.before(aria2.url);
    files = await new FileServer(4 * MB).start();
    app = await ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off', LEDGARR_WAIT_FOR_PROJECTION_MS: '500' });
    const client = {
      id: 'aria2',
      type: 'aria2',
      url: gate.url,
      password: aria2.secret,
      downloadDir: aria2.downloadDir,
    };
    expect((await app.api.call('POST', '/clients', client)).status).toBe(201);
    database = new pg.Client({ connectionString: app.databaseUrl });
    await database.connect();
  });
  afterEach(async () => {
    await database?.end();
    gate?.close();
    files?.close();
    await app?.remove();
    await aria2?.stop();
  });

  const post = async (behaviour: 'given' | 'held' = 'given') => {
    const { status, body } = await app.api.call('POST', '/downloads', {
      release: { url: files.file(NAME, behaviour) },
    });
    expect(status).toBe(201);
    return String(body['id']);
  };
  const isDownloading = (id: string) =>
    until('it is half done', async () => {
      const { status, progress } = await app.api.download(id);
      return status === 'downloading' && progress > 0;
    });
  const endsWell = async (id: string) => {
    expect((await untilEnded(app.api, id)).status).toBe('completed');
    await until('the queue is empty', async () => (await app.api.queue()).length === 0);
    expect(await typesOf(app.api, id)).toEqual(STORY);
  };
  /** Holds up the projector, as if it were slow: the log goes on, the tables do not. */
  const holdUpProjector = () => database.query('BEGIN; LOCK TABLE downloads IN EXCLUSIVE MODE');
  const letProjectorGo = () => database.query('ROLLBACK');

  it('after it was initiated, before the client was called', async () => {
    const port = await freePort();
    const lost = { type: 'aria2', url: `http://127.0.0.1:${port}/jsonrpc`, name: 'x', password: aria2.secret };
    await app.api.call('PUT', '/clients/aria2', { ...lost, downloadDir: aria2.downloadDir });
    const id = await post();
    expect(await typesOf(app.api, id)).toEqual(['download.initiated']);
    await app.kill();
    await database.query('UPDATE download_clients SET url = $1', [gate.url]);
    await app.start();
    await endsWell(id);
  });

  it('after it was initiated, before the queue showed it', async () => {
    await holdUpProjector();
    const answer = app.api.call('POST', '/downloads', { release: { url: files.file(NAME) } });
    await until('it is in the log', async () => {
      const { rows } = await database.query(`SELECT FROM event_store.events WHERE type = 'download.initiated'`);
      return rows.length === 1;
    });
    await app.kill();
    await answer.catch(() => undefined);
    await letProjectorGo();
    await app.start();
    const [download] = await until('the queue shows it', async () => {
      const { body } = await app.api.call('GET', '/history/attempts');
      return (body['items'] as { id: string }[]).length === 1 && (body['items'] as { id: string }[]);
    });
    await endsWell(download!.id);
  });

  it('after the client took it, before that was known', async () => {
    gate.open = false;
    const taken = gate.untilAdded();
    const id = await post();
    await taken;
    expect(await typesOf(app.api, id)).toEqual(['download.initiated']);
    await app.kill();
    gate.open = true;
    await app.start();
    await endsWell(id);
  });

  it('in mid-download', async () => {
    const id = await post('held');
    await isDownloading(id);
    await app.kill();
    await app.start();
    await isDownloading(id);
    files.release(NAME);
    await endsWell(id);
  });

  it('while it completes', async () => {
    const id = await post('held');
    await isDownloading(id);
    await app.kill();
    files.release(NAME);
    await until(
      'the client is done',
      async () => (await callAria2<{ numActive: string }>(aria2, 'aria2.getGlobalStat')).numActive === '0',
    );
    await app.start();
    await endsWell(id);
  });

  it('after completed was appended, before the queue showed it', async () => {
    const id = await post('held');
    await isDownloading(id);
    await holdUpProjector();
    files.release(NAME);
    await until('it is in the log', async () => {
      const { body } = await app.api.call('GET', `/downloads/${id}/events`);
      return (body['items'] as { type: string }[]).some(({ type }) => type === 'download.completed');
    });
    expect((await app.api.queue()).map((each) => each.id)).toEqual([id]);
    await app.kill();
    await letProjectorGo();
    await app.start();
    await endsWell(id);
  });
});
