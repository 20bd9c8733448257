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
