import pg from 'pg';
import { until } from '../support/daemons/process.js';
import { type Ledgarr, ledgarr } from '../support/ledgarr.js';
import { ask, gist, movie } from '../support/requests.js';

describe('while the projections lag', () => {
  let app: Ledgarr;
  let database: pg.Client;
  beforeAll(async () => {
    app = await ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off', LEDGARR_WAIT_FOR_PROJECTION_MS: '200' });
    await app.api.call('POST', '/clients', { id: 'nobody', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc' });
    database = new pg.Client({ connectionString: app.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database?.end();
    await app?.remove();
  });

  it('a request is answered with the download that it began, by the log, and its duplicate is refused', async () => {
    const content = movie('Slow Tables');
    const same = (await ask(app.api, 'Slow.Tables.0')).download;
    await database.query('BEGIN; LOCK TABLE downloads, download_attempts IN EXCLUSIVE MODE');
    try {
      const answer = await ask(app.api, 'Slow.Tables.1', { content, title: 'Slow Tables', priority: 3 });
      expect(gist(answer)).toBe(201);
      const { id, itemKey, initiatedAt } = answer.download;
      const own = { id, itemKey, initiatedAt, title: 'Slow Tables', priority: 3, content, status: 'submitting' };
      // What is said of the client may have come in between.
      expect({ ...answer.download, message: null, position: null }).toEqual({
        ...same,
        ...own,
        message: null,
        position: null,
      });
      expect(gist(await ask(app.api, 'Slow.Tables.2', { content }))).toEqual([409, 'duplicate-download', id]);
      await database.query('ROLLBACK');
      const shown = await until('the tables have it', async () => {
        const { status, body } = await app.api.call('GET', `/downloads/${id}`);
        return status === 200 && body;
      });
      const { position: _, ...begun } = answer.download as unknown as Record<string, unknown>;
      const { askers: __, ...row } = shown;
      expect({ ...row, status: null, message: null }).toEqual({ ...begun, status: null, message: null });
    } finally {
      await database.query('ROLLBACK');
    }
  });
});
