import { readFile } from 'node:fs/promises';
import { nzbgetBinary, startNzbget } from '../support/daemons/nzbget.js';
import { until } from '../support/daemons/process.js';
import { sabnzbdBinary, startSabnzbd } from '../support/daemons/sabnzbd.js';
import { startApp, type App } from '../support/app.js';
import { typesOf, untilEnded } from '../support/ledgarr.js';
import { startNewsServer, type NewsServer } from '../support/usenet/news-server.js';
import { type Posting } from '../support/usenet/nzbs.js';

type Started = {
  client: Record<string, unknown>;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};
type Client = { id: string; installed: boolean; start(news: NewsServer): Promise<Started> };

const clients: Client[] = [
  {
    id: 'sabnzbd',
    installed: sabnzbdBinary() !== null,
    start: async (news) => {
      const sabnzbd = await startSabnzbd(news);
      const { url, apiKey } = sabnzbd;
      return { ...sabnzbd, client: { id: 'sabnzbd', type: 'sabnzbd', url, apiKey, category: 'movies' } };
    },
  },
  {
    id: 'nzbget',
    installed: nzbgetBinary() !== null,
    start: async (news) => {
      const nzbget = await startNzbget(news);
      const { url, username, password } = nzbget;
      return { ...nzbget, client: { id: 'nzbget', type: 'nzbget', url, username, password, category: 'movies' } };
    },
  },
];

describe.each(clients.filter(({ installed }) => installed || process.env['CI'] === 'true'))(
  'an NZB through $id',
  ({ id, start }) => {
    let app: App;
    let news: NewsServer;
    let daemon: Started;
    const ask = ({ file, name }: Posting) =>
      app.api.call('POST', '/downloads', { release: { nzb: file.toString('base64') }, title: name, client: id });
    const underWay = (download: string) =>
      until('it is under way', async () => {
        const { status, progress } = await app.api.download(download);
        return status === 'downloading' && (progress ?? 0) > 0;
      });

    beforeAll(async () => {
      news = await startNewsServer();
      [app, daemon] = await Promise.all([startApp(), start(news)]);
      expect(await app.api.call('POST', '/clients', daemon.client)).toMatchObject({ status: 201 });
      expect(await app.api.call('POST', `/clients/${id}/test`)).toMatchObject({ status: 200, body: { ok: true } });
    });
    afterAll(async () => {
      await app?.remove();
      await daemon?.stop();
      await news?.stop();
    });
    afterEach(() => news.throttle(null));

    it('is followed from the request to the finished file, over a restart of the client', async () => {
      const posting = news.post('Night.Harbour.2021.1080p', [2_000_000]);
      news.throttle(400_000);
      const { status, body } = await ask(posting);
      expect(status).toBe(201);
      const download = String(body['id']);
      expect(body).toMatchObject({ protocol: 'usenet', itemKey: posting.itemKey, downloadClient: id });
      await underWay(download);
      expect(await ask(posting)).toMatchObject({ status: 409, body: { code: 'duplicate-download' } });
      await daemon.kill();
      await until('the outage shows', async () => (await app.api.download(download)).status === 'client-unavailable');
      await daemon.restart();
      news.throttle(null);
      const ended = await untilEnded(app.api, download);
      expect(ended).toMatchObject({ status: 'completed' });
      expect(await typesOf(app.api, download)).toEqual([
        'download.initiated',
        'download.accepted',
        'download.completed',
      ]);
      const { body: history } = await app.api.call('GET', `/history?download=${download}&type=download.completed`);
      const [completed] = history['items'] as { data: { files: { path: string; sizeBytes: number }[] } }[];
      const [file] = completed!.data.files;
      expect(file?.sizeBytes).toBe(2_000_000);
      expect((await readFile(file!.path)).equals(posting.files[0]!.data)).toBe(true);
    });

    it('fails by the word of the client, and is tried again', async () => {
      const posting = news.post('Nobody.Has.It.2020', [300_000]);
      news.lose(posting, 'all');
      const download = String((await ask(posting)).body['id']);
      expect(await untilEnded(app.api, download)).toMatchObject({ status: 'failed' });
      const again = await app.api.call('POST', `/downloads/${download}/retry`);
      expect(again.status).toBe(201);
      expect(await untilEnded(app.api, String(again.body['id']))).toMatchObject({ status: 'failed' });
    });

    it('is taken out of the client when it is cancelled', async () => {
      news.throttle(50_000);
      const download = String((await ask(news.post('Not.Wanted.2019', [2_000_000]))).body['id']);
      await underWay(download);
      await app.api.call('POST', `/downloads/${download}/cancel`, { removeData: true });
      expect(await untilEnded(app.api, download)).toMatchObject({ status: 'cancelled' });
    });
  },
);
