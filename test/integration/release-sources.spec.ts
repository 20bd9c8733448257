import { type DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { ReleaseSources } from '../../src/releases/release-sources.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

let fresh: FreshDatabase;
let database: DataSource;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = await createDataSource(fresh.url, { poolSize: 8 }).initialize();
});
afterAll(async () => {
  await database.destroy();
  await fresh.drop();
});

const magnet = (n: number) => ({ kind: 'magnet', uri: `magnet:?xt=urn:btih:${String(n).padStart(40, '0')}` }) as const;

it('keeps the same links for many at once, in whatever order they come', async () => {
  const links = Array.from({ length: 400 }, (_, n) => magnet(n));
  const sources = Array.from({ length: 4 }, () => new ReleaseSources(database));
  for (let round = 0; round < 10; round++) {
    await database.query('TRUNCATE release_sources');
    // Each in an order of its own: rotated, and every other one backwards.
    const orders = sources.map((_, i) => {
      const order = [...links.slice(i * 97), ...links.slice(0, i * 97)];
      return i % 2 ? order.reverse() : order;
    });
    const refs = await Promise.all(orders.map((order, i) => Promise.all(order.map((link) => sources[i]!.keep(link)))));
    expect(new Set(refs.flat()).size).toBe(400);
  }
  expect(await sources[0]!.load(await sources[0]!.keep(magnet(7)))).toEqual(magnet(7));
});

it.each([
  [
    'magnet',
    { kind: 'magnet', uri: magnet(1).uri.replace('magnet:?xt=urn:btih:', 'MAGNET:?DN=a&amp;XT.1=URN:BTIH:') },
    { kind: 'magnet', uri: `${magnet(1).uri}&dn=a` },
  ],
  [
    'url',
    { kind: 'url', url: ' HTTP://A.example:80\\b?c=1&amp;d=2' },
    { kind: 'url', url: 'http://a.example/b?c=1&d=2' },
  ],
] as const)(
  'keeps a payload of the kind %s in the form that clients read, and hands it on so where an earlier version did not',
  async (kind, given, normal) => {
    const sources = new ReleaseSources(database);
    expect(await sources.load(await sources.keep(given))).toEqual(normal);
    expect(await sources.keep(given)).toBe(await sources.keep(normal));
    const raw = 'uri' in given ? given.uri : given.url;
    await database.query('INSERT INTO release_sources (ref, kind, body) VALUES ($1, $1, $2)', [kind, Buffer.from(raw)]);
    expect(await sources.load(kind)).toEqual(normal);
  },
);

it('hands on what it cannot read as it was kept', async () => {
  const sources = new ReleaseSources(database);
  for (const payload of [
    { kind: 'magnet', uri: 'magnet:?dn=x' },
    { kind: 'url', url: 'nonsense' },
  ] as const)
    expect(await sources.load(await sources.keep(payload))).toEqual(payload);
});

it('keeps a file of 70 MB, once', async () => {
  const sources = new ReleaseSources(database);
  const file = Buffer.alloc(70_000_000, 'segment');
  const ref = await sources.keep({ kind: 'nzb', file });
  expect(await sources.keep({ kind: 'nzb', file: new Uint8Array(file) })).toBe(ref);
  const kept = await sources.load(ref);
  expect(kept?.kind === 'nzb' && file.equals(kept.file)).toBe(true);
});
