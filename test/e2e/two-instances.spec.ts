import { fileURLToPath } from 'node:url';
import pg from 'pg';
import pino from 'pino';
import { type Api } from '../support/api.js';
import { seed } from '../support/seed.js';
import { type DownloadView } from '../../src/downloads/queries/download-view.js';
import { type SupervisedNode, superviseNode } from '@ledgarr/event-store-node/supervisor';
import { type Aria2, startAria2 } from '../support/daemons/aria2.js';
import { until } from '../support/daemons/process.js';
import { type Ledgarr, ledgarr, typesOf, untilEnded } from '../support/ledgarr.js';
import { type FreshDatabase, freshDatabase } from '../support/postgres.js';
import { type Answer, ask, doubled, gist, movie, show } from '../support/requests.js';

const NODE = fileURLToPath(new URL('../../packages/event-store-node/dist/src/main.js', import.meta.url));
const MB = 1024 * 1024;
/** Any number: what the insert of an event waits for, while a test holds it. */
const BETWEEN = 7_303_014_102;

describe('two instances on one database and one node', () => {
  let database: FreshDatabase;
  let session: pg.Client;
  let node: SupervisedNode;
  let aria2: Aria2;
  let a: Ledgarr;
  let b: Ledgarr;
  const instance = () =>
    ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off', DATABASE_URL: database.url, EVENTSTORE_URL: node.connectionString });
  beforeAll(async () => {
    [database, aria2] = await Promise.all([
      freshDatabase({ migrated: false }),
      startAria2({ args: ['--max-concurrent-downloads=1000'] }),
    ]);
    session = new pg.Client({ connectionString: database.url });
    await session.connect();
    node = await superviseNode({ databaseUrl: database.url, program: NODE, logger: pino({ level: 'silent' }) });
    [a, b] = await Promise.all([instance(), instance()]);
    const { url, secret: password, downloadDir } = aria2;
    await a.api.call('POST', '/clients', { id: 'aria2', type: 'aria2', url, password, downloadDir });
  });
  afterAll(async () => {
    await Promise.all([a?.remove(), b?.remove()]);
    await node?.stop();
    await session?.end();
    await database?.drop();
    await aria2?.stop();
  });

  const either = (i: number): Api => (i % 2 === 0 ? a : b).api;
  const queueOf = async (api: Api, mediaId: string) =>
    (await api.call('GET', `/downloads?limit=1000&content=${mediaId}`)).body['items'] as DownloadView[];
  const runners = async (api: Api): Promise<string[]> => {
    const { body } = await api.call('GET', '/projections');
    return (body['items'] as { runner: string }[]).map(({ runner }) => runner.split(':').at(-1)!);
  };

  describe('at work', () => {
    it('one of them runs each projection, the dispatcher and the monitor', async () => {
      const held = async () => {
        const { rows } = await session.query<{ work: string; sessions: number }>(
          `SELECT application_name AS work, count(*)::int AS sessions FROM pg_locks JOIN pg_stat_activity USING (pid)
           WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
             AND application_name LIKE 'ledgarr %' GROUP BY 1 ORDER BY 1`,
        );
        return rows.map(({ work, sessions }) => `${work}: ${sessions}`);
      };
      const works = [
        'dispatcher',
        'event store writer',
        'monitor',
        'projection downloads',
        'projection finished',
        'projection history',
      ];
      await until('all is done by somebody', async () => (await held()).length >= works.length);
      expect(await held()).toEqual(works.map((work) => `ledgarr ${work}: 1`));
      expect(await runners(a.api)).toEqual(await runners(b.api));
      // The other comes for the lock, and goes again at once.
      const sessions = `SELECT FROM pg_stat_activity WHERE datname = current_database()
        AND application_name IN ('ledgarr dispatcher', 'ledgarr monitor')`;
      await until('one works', async () => (await session.query(sessions)).rows.length === 2, 20_000);
    });

    it('each shows at once what was asked of it, in the queue and in the history', async () => {
      for (let i = 0; i < 20; i++) {
        const { download } = await ask(either(i), `Read.Your.Writes.${i}`);
        const [queue, history] = await Promise.all([
          either(i).call('GET', `/downloads?text=Read.Your.Writes.${i}`),
          either(i).call('GET', `/history?download=${download.id}&type=download.initiated`),
        ]);
        expect((queue.body['items'] as DownloadView[]).map(({ id }) => id)).toContain(download.id);
        expect(history.body['total']).toBe(1);
      }
    });

    it('what one was asked for, the other can be asked about', async () => {
      for (let i = 0; i < 10; i++) {
        const { download } = await ask(either(i), `Known.To.Both.${i}`);
        const cancelled = await either(i + 1).call('POST', `/downloads/${download.id}/cancel`, { forget: true });
        expect(cancelled.body['status']).toBe('cancelled');
      }
    });
  });

  describe('in a race', () => {
    it('30 requests for one torrent are one download', async () => {
      const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => ask(either(i), 'Wanted.By.Both')));
      const [taken, ...more] = answers.filter(({ status }) => status === 201);
      expect(more).toEqual([]);
      const { id } = taken!.download;
      expect(answers.filter((each) => each !== taken).map(gist)).toEqual(
        Array.from({ length: 29 }, () => [409, 'duplicate-download', id]),
      );
    });

    it('of two releases for one episode, one is taken, every time', async () => {
      const rounds = Array.from({ length: 25 }, (_, i) => i);
      for (const i of rounds) {
        const content = show('Head.To.Head').episodes(1, 1 + i);
        const asked = [0, 1].map((j) => ask(either(i + j), `Head.To.Head.${i}.${j}`, { content }));
        expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([201, 409]);
      }
      expect(doubled(await queueOf(a.api, 'tvdb:Head.To.Head'))).toEqual([]);
    });

    it('200 requests at once for one series, packs and episodes mixed, bring nothing twice', async () => {
      const { episodes, season } = show('Stampede');
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, i) => {
          const content = i % 9 === 0 ? season(1 + (i % 5)) : episodes(1 + (i % 5), 1 + (i % 7));
          return ask(either(i), `Stampede.${i % 150}`, { content });
        }),
      );
      const taken = answers.filter(({ status }) => status === 201).map(({ download }) => download.id);
      expect(taken.length).toBeGreaterThanOrEqual(1);
      const refusals = answers.filter(({ status }) => status !== 201).map(({ status, code }) => `${status} ${code}`);
      expect(new Set(refusals)).toEqual(new Set(['409 duplicate-download']));
      for (const { api } of [a, b]) {
        const active = await queueOf(api, 'tvdb:Stampede');
        expect(active.map(({ id }) => id).sort()).toEqual([...taken].sort());
        expect(doubled(active)).toEqual([]);
      }
    });
  });

  describe('when the one at work is killed', () => {
    it('the other takes over, and what was on its way arrives', async () => {
      const file = await seed('Taken.Over.2020.mkv', 6 * MB, 2 * MB);
      try {
        const [working] = await runners(a.api);
        const [killed, other] = String(a.pid) === working ? [a, b] : [b, a];
        const { body } = await killed.api.call('POST', '/downloads', { release: { url: file.link } });
        const id = String(body['id']);
        await until('it goes', async () => (await other.api.download(id)).progress > 0);
        await killed.kill();
        const later = await ask(other.api, 'Asked.After.The.Kill');
        expect(gist(later)).toBe(201);
        expect((await untilEnded(other.api, id)).status).toBe('completed');
        expect(await typesOf(other.api, id)).toEqual(['download.initiated', 'download.accepted', 'download.completed']);
        await until('the client has what came after', async () => {
          return (await other.api.download(later.download.id)).status === 'queued';
        });
        expect(new Set(await runners(other.api))).toEqual(new Set([String(other.pid)]));
        await killed.start();
        expect((await killed.api.download(id)).status).toBe('completed');
      } finally {
        file.close();
      }
    });
  });

  describe('an Idempotency-Key', () => {
    const keyed = (api: Api, key: string, name: string, more: Record<string, unknown> = {}) =>
      ask(api, name, more, { 'Idempotency-Key': key });
    const initiatedOf = async (itemKey: string) => {
      const { rows } = await session.query<{ stream: string }>(
        `SELECT stream FROM event_store.events WHERE type = 'download.initiated' AND stream = $1`,
        [`download-aria2.${itemKey}`],
      );
      return rows.length;
    };

    it('has one answer, whichever is asked, at once or later', async () => {
      const asked = Array.from({ length: 6 }, (_, i) =>
        keyed(either(i), 'at-once', 'Keyed', { content: movie('Keyed') }),
      );
      const [first, ...others] = await Promise.all(asked);
      expect(gist(first!)).toBe(201);
      expect(others).toEqual(others.map(() => first));
      expect(await keyed(b.api, 'at-once', 'Keyed', { content: movie('Keyed') })).toEqual(first);
      expect(await initiatedOf(first!.download.itemKey)).toBe(1);
    });

    it('has one answer also where that is a refusal', async () => {
      const content = movie('Keyed.Refusal');
      const { download } = await ask(a.api, 'Keyed.Refusal.1', { content });
      const refused = await keyed(a.api, 'refused', 'Keyed.Refusal.2', { content });
      expect(gist(refused)).toEqual([409, 'duplicate-download', download.id]);
      await a.api.call('POST', `/downloads/${download.id}/cancel`, { forget: true });
      expect(await keyed(b.api, 'refused', 'Keyed.Refusal.2', { content })).toEqual(refused);
      expect(gist(await ask(b.api, 'Keyed.Refusal.2', { content }))).toBe(201);
    });

    it('with another body is refused by both', async () => {
      await keyed(a.api, 'other-body', 'Other.Body');
      for (const { api } of [a, b]) {
        const answer = await keyed(api, 'other-body', 'Other.Body', { priority: 2 });
        expect([answer.status, answer.code]).toEqual([422, 'idempotency-mismatch']);
      }
    });

    describe('whose answer was lost in a crash', () => {
      const forget = (key: string) =>
        session.query('UPDATE idempotency_keys SET status = NULL, body = NULL, answered_at = NULL WHERE key = $1', [
          key,
        ]);

      it('finds its download though another client is preferred by now', async () => {
        const first = await keyed(a.api, 'another-client', 'Another.Client');
        await forget('another-client');
        const spare = { id: 'spare', type: 'aria2', url: 'http://127.0.0.1:9/jsonrpc', priority: 0 };
        expect((await a.api.call('POST', '/clients', spare)).status).toBe(201);
        try {
          const repeated = await keyed(b.api, 'another-client', 'Another.Client');
          expect([repeated.status, repeated.download.id]).toEqual([201, first.download.id]);
          expect(await initiatedOf(first.download.itemKey)).toBe(1);
        } finally {
          await session.query(`DELETE FROM download_clients WHERE id = 'spare'`);
        }
      });

      it('finds its download though it has ended', async () => {
        const first = await keyed(a.api, 'ended', 'Ended.Meanwhile', { content: movie('Ended.Meanwhile') });
        await forget('ended');
        await a.api.call('POST', `/downloads/${first.download.id}/cancel`, { forget: true });
        const repeated = await keyed(b.api, 'ended', 'Ended.Meanwhile', { content: movie('Ended.Meanwhile') });
        expect([repeated.status, repeated.download.id]).toEqual([201, first.download.id]);
        expect(await initiatedOf(first.download.itemKey)).toBe(1);
      });
    });

    describe('after a kill between the two appends', () => {
      /** The event store starts anew meanwhile: who is told so asks again with the same key, as the answer says. */
      const served = (request: () => Promise<Answer>) =>
        until('the event store is back', async () => {
          const answer = await request();
          return answer.status === 503 ? null : answer;
        });
      const content = (name: string) => show(name).episodes(1, 1);
      /** Kills `a` when its claim is in the log and its download is not. @param outlives the append that was under way */
      const killBetween = async (key: string, name: string, outlives: boolean) => {
        await session.query(
          `CREATE FUNCTION hold_back() RETURNS trigger LANGUAGE plpgsql AS
           $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${BETWEEN}); RETURN NEW; END $$;
           CREATE TRIGGER hold_back BEFORE INSERT ON event_store.events FOR EACH ROW
             WHEN (NEW.type = 'download.initiated') EXECUTE FUNCTION hold_back();
           SELECT pg_advisory_lock(${BETWEEN})`,
        );
        const answer = keyed(a.api, key, name, { content: content(name) }).catch(() => null);
        const held = await until('its download is held back', async () => {
          const { rows } = await session.query<{ pid: number }>(
            `SELECT pid FROM pg_stat_activity WHERE wait_event = 'advisory' AND query LIKE 'insert into event_store.events%'`,
          );
          return rows[0];
        });
        await a.kill();
        expect(await answer).toBeNull();
        const { rows } = await session.query(`SELECT FROM event_store.events WHERE stream = $1`, [
          `content-series.tvdb:${name}`,
        ]);
        expect(rows).toHaveLength(1);
        if (!outlives) await session.query('SELECT pg_terminate_backend($1)', [held.pid]);
        await session.query(`SELECT pg_advisory_unlock(${BETWEEN})`);
        await session.query('DROP FUNCTION hold_back CASCADE');
      };
      afterEach(() => a.start());

      it('the repeat at the other brings the one download', async () => {
        await killBetween('killed', 'Killed.Between', false);
        const repeated = await served(() =>
          keyed(b.api, 'killed', 'Killed.Between', { content: content('Killed.Between') }),
        );
        expect(gist(repeated)).toBe(201);
        expect(await initiatedOf(repeated.download.itemKey)).toBe(1);
        expect(await keyed(b.api, 'killed', 'Killed.Between', { content: content('Killed.Between') })).toEqual(
          repeated,
        );
        const rival = await ask(b.api, 'Killed.Between.Rival', { content: content('Killed.Between') });
        expect(gist(rival)).toEqual([409, 'duplicate-download', repeated.download.id]);
      });

      it('the repeat finds the download whose append outlived its writer', async () => {
        await killBetween('outlived', 'Outlived', true);
        const repeated = await served(() => keyed(b.api, 'outlived', 'Outlived', { content: content('Outlived') }));
        expect(gist(repeated)).toBe(201);
        expect(await initiatedOf(repeated.download.itemKey)).toBe(1);
      });

      it('somebody else gets through, and the repeat is refused', async () => {
        await killBetween('overtaken', 'Overtaken', false);
        const other = await served(() => keyed(b.api, 'overtaking', 'Overtaken.By', { content: content('Overtaken') }));
        expect(gist(other)).toBe(201);
        const repeated = await keyed(b.api, 'overtaken', 'Overtaken', { content: content('Overtaken') });
        expect(gist(repeated)).toEqual([409, 'duplicate-download', other.download.id]);
        expect(doubled(await queueOf(b.api, 'tvdb:Overtaken'))).toEqual([]);
      });
    });
  });
});
