import { type DataSource } from 'typeorm';
import { createDataSource } from '../../../src/database/data-source.js';
import { type ReleasePayload } from '../../../src/releases/release.js';
import { ReleaseSources } from '../../../src/releases/release-sources.js';
import { freshDatabase, type FreshDatabase } from '../../support/postgres.js';

describe('keeping the links and files of releases', () => {
  let database: FreshDatabase;
  let connection: DataSource;
  let sources: ReleaseSources;
  beforeAll(async () => {
    database = await freshDatabase();
    connection = await createDataSource(database.url).initialize();
    sources = new ReleaseSources(connection);
  });
  afterAll(async () => {
    await connection?.destroy();
    await database?.drop();
  });

  it.each<ReleasePayload>([
    { kind: 'magnet', uri: 'magnet:?xt=urn:btih:3fef5ce30829cdf8d0ff77d76cbb84cf249b94be&dn=Zo%C3%AB' },
    { kind: 'url', url: 'http://indexer.example/get?apikey=s3cret' },
    { kind: 'torrent', file: Buffer.from([0, 1, 2, 254, 255, 39, 92]) },
    { kind: 'nzb', file: Buffer.from('<nzb/>') },
  ])('gives back a $kind as it was', async (payload) => {
    const ref = await sources.keep(payload);
    expect(ref).toMatch(/^[0-9a-f]{64}$/);
    expect(await sources.load(ref)).toEqual(payload);
  });

  it('keeps the same one once, even when many keep it at the same moment', async () => {
    const payload: ReleasePayload = { kind: 'torrent', file: Buffer.from('the same') };
    const refs = await Promise.all(Array.from({ length: 10 }, () => sources.keep(payload)));
    expect(new Set(refs).size).toBe(1);
    expect(await connection.query('SELECT count(*)::int AS n FROM release_sources WHERE ref = $1', [refs[0]])).toEqual([
      { n: 1 },
    ]);
  });

  it('tells apart what has the same bytes and is of another kind', async () => {
    const [nzb, torrent] = await Promise.all(
      (['nzb', 'torrent'] as const).map((kind) => sources.keep({ kind, file: Buffer.from('x') })),
    );
    expect(nzb).not.toBe(torrent);
  });

  it('has nothing under an unknown reference', async () => {
    expect(await sources.load('0'.repeat(64))).toBeNull();
  });
});
