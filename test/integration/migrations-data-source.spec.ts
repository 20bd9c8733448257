import pg from 'pg';
import { createDataSource } from '../../src/database/data-source.js';
import { freshDatabase } from '../support/postgres.js';

it('reads bigint as numbers and numeric as text, without touching other connections', async () => {
  const database = await freshDatabase();
  const dataSource = await createDataSource(database.url).initialize();
  const sql = `SELECT 9007199254740991::bigint AS bytes, 18446744073709551615::numeric(20,0) AS position`;
  expect(await dataSource.query(sql)).toEqual([{ bytes: 9_007_199_254_740_991, position: '18446744073709551615' }]);
  expect(pg.types.getTypeParser(pg.types.builtins.INT8)('1')).toBe('1');
  await dataSource.destroy();
  await database.drop();
});
