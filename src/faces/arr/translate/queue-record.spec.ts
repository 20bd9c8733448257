import { completedDownload, presentDownload } from '../../../../test/support/face-torrents.js';
import { type Content } from '../../../downloads/domain/content.js';
import { type PresentDownload } from '../../../downloads/queries/present-download.js';
import { inOrder } from './queue-order.js';
import { queueLines, queueRecord } from './queue-record.js';

const NOW = new Date('2026-11-25T12:30:00.750Z');
const linesOf = (download: PresentDownload) =>
  queueLines([{ download, title: download.title, itemKey: download.itemKey, joinId: null }]);
const recordOf = (more: Partial<PresentDownload>, from = presentDownload) =>
  queueRecord(linesOf(from(more))[0]!, { series: false, episode: false }, NOW);
const ONE: Content = { kind: 'episodes', mediaId: 'tvdb:81189', season: 1, episodes: [1] };
const content: Content = { kind: 'episodes', mediaId: 'tvdb:81189', title: 'A Show', season: 1, episodes: [1, 2] };

describe('a record of the queue', () => {
  it('says when it ends, and how much of it is left', () => {
    expect(recordOf({ content: ONE })).toMatchObject({
      status: 'downloading',
      size: 1_000,
      sizeleft: 750,
      timeleft: '00:01:15',
      estimatedCompletionTime: '2026-11-25T12:31:15Z',
      added: '2026-11-25T12:00:00Z',
      downloadId: 'A'.repeat(40),
      indexer: 'nas',
    });
    expect(recordOf({ etaSeconds: 2 * 86_400 + 3_661 })).toHaveProperty('timeleft', '2.01:01:01');
  });

  it('leaves out what is not known, and is whole numbers between nothing and all of it', () => {
    const record = recordOf({ etaSeconds: null, sizeBytes: 10, downloadedBytes: 10.7 });
    expect(Object.values(record)).not.toContain(null);
    for (const key of ['timeleft', 'estimatedCompletionTime', 'errorMessage', 'outputPath', 'seriesId', 'episodeId'])
      expect(record).not.toHaveProperty(key);
    expect([record.size, record.sizeleft]).toEqual([10, 0]);
  });

  it.each<[string, Partial<PresentDownload>, string, string | undefined]>([
    ['not in its client yet', { status: 'submitting', itemStatus: null }, 'queued', undefined],
    ['of a client that is away', { isUnseen: true, itemStatus: 'stalled' }, 'queued', undefined],
    ['without metadata', { sizeBytes: null }, 'queued', 'qBittorrent is downloading metadata'],
    ['stalled', { itemStatus: 'stalled' }, 'warning', 'The download is stalled with no connections'],
    ['in trouble', { itemStatus: 'warning', message: 'no disk' }, 'warning', 'no disk'],
    ['paused', { status: 'paused', itemStatus: 'paused' }, 'paused', undefined],
    ['being checked', { itemStatus: 'checking' }, 'queued', undefined],
    ['failed', { status: 'failed', message: 'gone' }, 'failed', 'gone'],
  ])('has the words of what is %s', (_, more, status, errorMessage) => {
    const record = recordOf(more);
    expect([record.status, record.errorMessage]).toEqual([status, errorMessage]);
    expect(record).not.toHaveProperty('timeleft');
  });

  it('is complete with nothing left, and where it lies', () => {
    expect(recordOf({}, completedDownload)).toMatchObject({
      status: 'completed',
      trackedDownloadState: 'importPending',
      trackedDownloadStatus: 'ok',
      sizeleft: 0,
      timeleft: '00:00:00',
      outputPath: '/dl/tv/Show.S01E01.720p.mkv',
    });
  });

  it('is one for each episode, with ids that stay and fit into 31 bits', () => {
    const [one, two, ...none] = linesOf(presentDownload({ content }));
    expect([one!.ref.episodeNumber, two!.ref.episodeNumber, none]).toEqual([1, 2, []]);
    expect(linesOf(presentDownload({ content })).map(({ id }) => id)).toEqual([one!.id, two!.id]);
    for (const id of [one!.id, one!.ref.seriesId!, one!.ref.episodeId!, two!.id]) {
      expect(id).toBeGreaterThan(0);
      expect(id).toBeLessThan(2 ** 31);
    }
    expect(one!.ref.seriesId).toBe(two!.ref.seriesId);
  });
});

describe('the order of the queue', () => {
  const lines = [
    ['waits', { itemStatus: 'queued' }],
    ['slow', { etaSeconds: 900 }],
    ['done', { status: 'completed' }],
    ['fast', { etaSeconds: 5 }],
  ].flatMap(([title, more]) => linesOf(presentDownload({ title, ...(more as object) } as Partial<PresentDownload>)));
  const titles = (sort: Parameters<typeof inOrder>[1]) => inOrder(lines, sort).map(({ item }) => item.title);

  it('begins with what downloads where nobody asks for another', () =>
    expect(titles(null)).toEqual(['fast', 'slow', 'waits', 'done']));
  it('has what has no end last by time left, and first the other way round', () => {
    expect(titles({ key: 'timeleft', descending: false })).toEqual(['done', 'fast', 'slow', 'waits']);
    expect(titles({ key: 'timeleft', descending: true })).toEqual(['waits', 'slow', 'fast', 'done']);
  });
});
