import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { day, download, mydiaFile, removeFolders, uuid } from '../integration/fixtures/mydia/mydia-file.js';
import { until } from '../support/daemons/process.js';
import { type Ledgarr, untilEnded } from '../support/ledgarr.js';
import { ledgarrWithAria2 } from '../support/ledgarr-with-aria2.js';
import { answerOf, gist } from '../support/requests.js';
import { bencode, type MadeTorrent, makeTorrent } from '../support/torrents.js';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
const FAILED = { download_client: 'aria2', error_message: 'stalled' };

describe('the retry of an imported torrent', () => {
  const [known, kept, unknown] = ['Known', 'Kept', 'Unknown'].map((name) => makeTorrent({ name, sizes: [4_000] })) as [MadeTorrent, MadeTorrent, MadeTorrent]; // prettier-ignore
  const asked: string[] = [];
  /** An indexer, which seeds too. */
  const indexer = createServer(({ url = '' }, response) => {
    asked.push(url);
    const torrent = [known, kept, unknown].find(({ name }) => url.includes(name));
    if (!torrent) response.writeHead(404).end();
    else if (url.startsWith('/seed/')) response.end(torrent.files[0]!.data);
    else response.end(withSeed(torrent, `${base()}/seed/${torrent.name}`));
  });
  const base = () => `http://127.0.0.1:${(indexer.address() as AddressInfo).port}`;
  const link = (name: string) => `${base()}/dl/SECRET/${name}?apikey=SECRET`;
  let app: Ledgarr;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    await once(indexer.listen(0, '127.0.0.1'), 'listening');
    ({ app, remove } = await ledgarrWithAria2());
    const failed = (n: number, more: Parameters<typeof download>[2]) => download(n, day(10), { ...FAILED, ...more });
    const source = await mydiaFile({
      downloads: [
        failed(1, { download_client_id: known.infoHash, download_url: link('Known') }),
        failed(2, { download_client_id: kept.infoHash, download_url: link('Kept') }),
        failed(3, { download_client_id: null, download_url: link('Unknown') }),
        failed(4, { download_client_id: null, download_url: link('Missing') }),
        failed(5, { download_client_id: '5'.repeat(40) }),
      ],
    });
    const env = { PATH: process.env['PATH'], LEDGARR_DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl };
    await promisify(execFile)(process.execPath, [CLI, 'import', 'mydia', '--database', source], { env });
    await until('the import to be shown', () => app.api.download(uuid(5)));
  });
  afterAll(async () => {
    await remove?.();
    indexer.close();
    indexer.closeAllConnections();
    await removeFolders();
  });

  const retry = async (n: number): Promise<string> => {
    const answer = answerOf(await app.api.call('POST', `/downloads/${uuid(n)}/retry`));
    expect(gist(answer)).toBe(201);
    return answer.download.id;
  };
  const taken = (id: string) =>
    until(`the client to have ${id}`, async () => {
      const { downloadClientId } = await app.api.download(id);
      return downloadClientId ?? undefined;
    });

  it.each([
    ['its link leads to the torrent file', 1, known.infoHash],
    ['it has no link', 5, '5'.repeat(40)],
  ])('goes by its hash where %s', async (_, n, infoHash) => {
    const id = await retry(n);
    expect(await taken(id)).toBe(infoHash);
    expect(await app.api.download(id)).toMatchObject({ itemKey: infoHash, protocol: 'torrent' });
    expect(asked.filter((url) => url.includes('Known'))).toEqual([]);
  });

  it('reads the link where that is all there is, and finds the hash', async () => {
    const id = await retry(3);
    expect(await taken(id)).toBe(unknown.infoHash);
    const { status, itemKey, retryOf } = await untilEnded(app.api, id);
    expect({ status, itemKey, retryOf }).toEqual({ status: 'completed', itemKey: unknown.infoHash, retryOf: uuid(3) });
  });

  it('reads the link as earlier imports kept it', async () => {
    const database = new pg.Client({ connectionString: app.databaseUrl });
    await database.connect();
    await database.query(`UPDATE release_sources SET kind = 'url', body = $1 WHERE body = $2`, [
      Buffer.from(link('Kept')),
      Buffer.from(`magnet:?xt=urn:btih:${kept.infoHash}&dn=Release.2`),
    ]);
    await database.end();
    const { status, downloadClientId, outputPath } = await untilEnded(app.api, await retry(2));
    expect({ status, downloadClientId }).toEqual({ status: 'completed', downloadClientId: kept.infoHash });
    expect(await readFile(outputPath!)).toEqual(kept.files[0]!.data);
  });

  it('is refused where its link is gone', async () => {
    const { status, body } = await app.api.call('POST', `/downloads/${uuid(4)}/retry`);
    expect([status, body['code']]).toEqual([502, 'release-unreachable']);
    expect(body['detail']).toMatch(/answers with status 404/);
    expect(body['detail']).not.toMatch(/SECRET/);
  });
});

/** The torrent file with a web seed (BEP 19). */
const withSeed = ({ file }: MadeTorrent, url: string): Buffer =>
  Buffer.concat([file.subarray(0, -1), bencode('url-list'), bencode(url), Buffer.from('e')]);
