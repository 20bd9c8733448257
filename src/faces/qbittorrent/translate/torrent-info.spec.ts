import { completedDownload, faceTorrent, presentDownload, SURROUNDINGS } from '../../../../test/support/face-torrents.js'; // prettier-ignore
import { type PresentDownload } from '../../../downloads/queries/present-download.js';
import { type FaceTorrent } from '../face-torrent.js';
import { torrentFiles } from './torrent-details.js';
import { torrentInfo } from './torrent-info.js';

const info = (download: PresentDownload, more: Partial<FaceTorrent> = {}) =>
  torrentInfo(faceTorrent(download, more), SURROUNDINGS);

describe('a row of torrents/info', () => {
  it('tells of what is under way what its client has said', () => {
    expect(info(presentDownload(), { tags: ['a', 'b'] })).toMatchObject({
      added_on: 1_795_608_000,
      amount_left: 750,
      completed: 250,
      content_path: '',
      dlspeed: 10,
      eta: 75,
      progress: 0.25,
      save_path: '/dl',
      size: 1_000,
      tags: 'a, b',
      time_active: 60,
      total_size: 1_000,
    });
  });

  it('is never whole before it is complete', () => {
    const { progress, amount_left: left } = info(presentDownload({ progress: 1, downloadedBytes: 1_000 }));
    expect([progress, left]).toEqual([0.9999, 1]);
  });

  it('has no size before there are metadata, as the original', () => {
    const told = info(presentDownload({ sizeBytes: null, downloadedBytes: null, progress: 0, etaSeconds: null }));
    expect(told).toMatchObject({ size: 0, total_size: -1, amount_left: 0, eta: 8_640_000, state: 'metaDL' });
  });

  it('says that nothing moves while the client is away', () => {
    expect(info(presentDownload({ isUnseen: true }))).toMatchObject({ dlspeed: 0, upspeed: 0, eta: 8_640_000, progress: 0.25 }); // prettier-ignore
  });

  it.each([
    ['/dl/tv/Show.S01E01.720p.mkv', '/dl/tv'],
    ['/dl/x.mkv', '/dl'],
    ['/x.mkv', '/'],
    ['C:\\dl\\Show', 'C:\\dl'],
  ])('has the path that the client says, in its folder: %s', (outputPath, folder) => {
    const told = info(completedDownload({ outputPath, title: 'Called.Otherwise' }));
    expect([told.content_path, told.save_path]).toEqual([outputPath, folder]);
  });

  it('keeps the hash that was asked for, and names the other one of a hybrid', () => {
    const told = info(presentDownload({ downloadClientId: 'b'.repeat(40) }));
    expect([told.hash, told.infohash_v1, told.infohash_v2]).toEqual(['a'.repeat(40), 'a'.repeat(40), 'b'.repeat(40)]);
    expect(info(presentDownload({ protocol: 'direct', downloadClientId: '1234567890abcdef' })).infohash_v2).toBe('');
  });

  describe('of its limits', () => {
    const limits = (download: Partial<PresentDownload>, more: Partial<FaceTorrent> = {}) => {
      const { ratio_limit: ratio, seeding_time_limit: minutes, state } = info(completedDownload(download), more);
      return [ratio, minutes, state];
    };

    it('tells those that were asked for', () => {
      expect(limits({ uploadSpeed: 0 })).toEqual([-2, -2, 'stalledUP']);
      expect(limits({ seedGoal: { ratio: 2, seconds: 90 }, uploadSpeed: 0 })).toEqual([2, 2, 'stalledUP']);
      expect(limits({ seedGoal: { ratio: 2 }, uploadSpeed: 0 }, { ratioLimit: 3 })).toEqual([3, -2, 'stalledUP']);
    });

    it('tells limits that the figures reach, once it may be removed', () => {
      expect(limits({ seedGoal: { ratio: 2 }, ratio: 2.5, seedGoalReached: true })).toEqual([2, -2, 'pausedUP']);
      // Within the tolerance; and by the client's own goal, which nobody here knows.
      expect(limits({ seedGoal: { ratio: 2 }, ratio: 1.9995, seedGoalReached: true })).toEqual([1.9995, -2, 'pausedUP']); // prettier-ignore
      expect(limits({ ratio: 0.3, seedGoalReached: true })).toEqual([0.3, -2, 'pausedUP']);
      expect(limits({ seedGoal: { seconds: 600 }, seedingSeconds: 660, seedGoalReached: true })).toEqual([-2, 10, 'pausedUP']); // prettier-ignore
    });

    it('goes by what was said here instead, where something was', () => {
      expect(limits({ ratio: 1.5, uploadSpeed: 0 }, { ratioLimit: 1.5 })).toEqual([1.5, -2, 'pausedUP']);
      expect(limits({ ratio: 1.5, seedGoal: { ratio: 1 }, seedGoalReached: true, uploadSpeed: 0 }, { ratioLimit: -1 })).toEqual([-1, -2, 'stalledUP']); // prettier-ignore
    });
  });
});

describe('torrents/files', () => {
  it('names files as seen from the folder', () => {
    const names = (paths: string[], folder: string) =>
      torrentFiles(paths.map((path) => ({ path, sizeBytes: 1 })), folder).map(({ name }) => name); // prettier-ignore
    expect(names(['/dl/tv/Show/a.mkv', '/dl/tv/Show/sub/b.srt'], '/dl/tv')).toEqual(['Show/a.mkv', 'Show/sub/b.srt']);
    expect(names(['C:\\dl\\Show\\a.mkv'], 'C:\\dl')).toEqual(['Show/a.mkv']);
    expect(names(['/dl/tvx/a.mkv'], '/dl/tv')).toEqual(['/dl/tvx/a.mkv']);
  });
});
