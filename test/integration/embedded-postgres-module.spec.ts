import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { DatabaseModule } from '../../src/database/database.module.js';
import { freshDatabase } from '../support/postgres.js';

it('gives the app a data source that reads bigint as numbers and numeric as text, without touching other connections', async () => {
  const database = await freshDatabase();
  const app = await Test.createTestingModule({ imports: [DatabaseModule.forRoot(database.url)] }).compile();
  const dataSource = app.get(DataSource);
  const sql = `SELECT 9007199254740991::bigint AS bytes, 18446744073709551615::numeric(20,0) AS position`;
  expect(await dataSource.query(sql)).toEqual([{ bytes: 9_007_199_254_740_991, position: '18446744073709551615' }]);
  const { types } = (await import('pg')).default;
  expect(types.getTypeParser(types.builtins.INT8)('1')).toBe('1');
  await app.close();
  expect(dataSource.isInitialized).toBe(false);
  await database.drop();
});

it('fails the start when there is no database', async () => {
  const module = Test.createTestingModule({
    imports: [DatabaseModule.forRoot('postgresql://nobody@127.0.0.1:1/none')],
  });
  await expect(module.compile()).rejects.toThrow('ECONNREFUSED');
});
