import { readFileSync } from 'node:fs';
import { idOf, itemFrom, keysOf } from './qbittorrent-items.js';
import { type QbittorrentTorrent } from './qbittorrent-rpc.js';

type Exchange = { scenario: string; about: string; path: string; answer: { body: unknown } };

// Taken from running daemons of each version.
const VERSIONS = ['4.5.2', '5.1.4', '5.2.3'];
const recorded = new Map(
  VERSIONS.map((version) => [
    version,
    JSON.parse(
      readFileSync(`test/contract/download-clients/fixtures/qbittorrent-${version}.json`, 'utf8'),
    ) as Exchange[],
  ]),
);
const torrents = (version: string, scenario: string, about: string) =>
  recorded
    .get(version)!
    .filter((each) => each.scenario === scenario && each.about === about && each.path.includes('torrents/info'))
    .flatMap(({ answer }) => answer.body as QbittorrentTorrent[]);
const states = (scenario: string, about: string) =>
  VERSIONS.map((version) =>
    torrents(version, scenario, about)
      .map((torrent) => itemFrom(torrent).state)
      .join(' '),
  );

const whole = torrents('5.2.3', 'state-downloading', 'seeding, nobody takes')[0]!;
const half = torrents('5.2.3', 'state-downloading', 'downloading')[0]!;

describe('a torrent of qBittorrent', () => {
  it.each([
    ['state-downloading', 'right after', 'checking'],
    ['state-downloading', 'no peer: stalled', 'stalled'],
    ['state-downloading', 'downloading', 'downloading'],
    ['state-downloading', 'forced', 'downloading complete'],
    ['state-downloading', 'stopped by the user, half done', 'paused'],
    ['state-downloading', 'seeding, nobody takes', 'complete'],
    ['state-downloading', 'stopped by the user, complete', 'complete'],
    ['state-metadata', 'no peer yet: no size', 'queued'],
    ['state-metadata', 'forced', 'queued'],
    ['state-metadata', 'the metadata has arrived', 'stalled'],
    ['state-metadata', 'done', 'complete'],
    ['state-queued', 'three downloads', 'stalled queued queued'],
    ['state-queued', 'a magnet in the queue', 'queued'],
    ['state-queued', 'seeds in a queue', 'complete complete complete complete'],
    ['state-checking', 'right after the add of two whose files are there', 'checking checking'],
    ['state-checking', 'after', 'complete complete'],
    ['state-moving', 'a moment later', 'checking'],
    ['state-seeding-goal', 'stopped by the ratio goal', 'complete'],
    ['state-incomplete-folder', 'while incomplete', 'downloading'],
    ['state-incomplete-folder', 'after', 'complete'],
    ['error-disk-full', 'error', 'warning'],
    ['error-permission', 'error', 'warning'],
    ['error-missing-files', 'after a restart', 'warning warning'],
    ['error-tracker', 'both', 'stalled stalled'],
  ])('%s, "%s", is %s in every version', (scenario, about, state) => {
    expect(states(scenario, about)).toEqual([state, state, state]);
  }); // prettier-ignore

  it.each([
    ['error', 'warning', 'warning'], ['missingFiles', 'warning', 'warning'], ['downloading', 'downloading', 'downloading'],
    ['forcedDL', 'downloading', 'downloading'], ['stalledDL', 'stalled', 'stalled'], ['metaDL', 'queued', 'queued'],
    ['forcedMetaDL', 'queued', 'queued'], ['queuedDL', 'queued', 'queued'], ['allocating', 'queued', 'queued'],
    ['pausedDL', 'paused', 'paused'], ['stoppedDL', 'paused', 'paused'], ['checkingDL', 'checking', 'checking'],
    ['checkingUP', 'checking', 'checking'], ['checkingResumeData', 'checking', 'checking'],
    ['queuedForChecking', 'checking', 'checking'], ['moving', 'checking', 'checking'],
    ['uploading', 'complete', 'warning'], ['forcedUP', 'complete', 'warning'], ['stalledUP', 'complete', 'warning'],
    ['queuedUP', 'complete', 'warning'], ['pausedUP', 'complete', 'warning'], ['stoppedUP', 'complete', 'warning'],
    ['unknown', 'warning', 'warning'], ['dreaming', 'warning', 'warning'], ['constructor', 'warning', 'warning'],
  ])('%s is %s with all data and %s with half of it', (state, withAll, withHalf) => {
    expect(itemFrom({ ...whole, state }).state).toBe(withAll);
    expect(itemFrom({ ...half, state }).state).toBe(withHalf);
  }); // prettier-ignore

  it('reads field by field', () => {
    expect(itemFrom(half)).toEqual({
      id: '3fef5ce30829cdf8d0ff77d76cbb84cf249b94be',
      itemKeys: ['3fef5ce30829cdf8d0ff77d76cbb84cf249b94be'],
      title: 'Night.Harbour.2021.1080p.mkv',
      category: half.category,
      state: 'downloading',
      sizeBytes: 4_194_304,
      downloadedBytes: half.completed,
      progress: half.progress,
      downloadSpeed: half.dlspeed,
      uploadSpeed: half.upspeed,
      etaSeconds: half.eta,
      ratio: half.ratio,
      peers: 1,
      message: null,
      outputPath: half.content_path,
      processing: null,
      seedingSeconds: 0,
      seedGoalReached: null,
      addedAt: new Date(half.added_on * 1_000).toISOString(),
    });
  });

  it('takes no end in sight for none', () => {
    expect(itemFrom({ ...half, eta: 8_640_000 }).etaSeconds).toBeNull();
  });

  it('says of a state that it does not know what it is called, and what the log has of a broken one', () => {
    expect(itemFrom({ ...whole, state: 'dreaming' }).message).toContain('"dreaming"');
    const error = { ...half, state: 'error' };
    expect(itemFrom(error, { trouble: 'No space left on device' }).message).toBe('No space left on device');
    expect(itemFrom(error).message).toMatch(/log/);
    expect(itemFrom({ ...half, state: 'missingFiles' }, { trouble: 'mismatching file size' }).message).toMatch(
      /does not find its files.*mismatching file size/,
    );
  });

  it('is not complete without metadata, whatever it is called', () => {
    const magnet = torrents('5.2.3', 'state-metadata', 'no peer yet: no size')[0]!;
    expect(itemFrom({ ...magnet, state: 'stalledUP' })).toMatchObject({
      state: 'queued',
      sizeBytes: null,
      progress: 0,
    });
  });

  it('waits for the move out of the folder for incomplete ones, whichever of the two lies in the other', () => {
    const at = (content_path: string, download_path: string, save_path: string) =>
      itemFrom({ ...whole, content_path, download_path, save_path });
    expect(at('/dl/temp/a.mkv', '/dl/temp', '/dl')).toMatchObject({ state: 'checking', processing: 'moving' });
    expect(at('/dl/a.mkv', '/dl/temp', '/dl').state).toBe('complete');
    expect(at('/dl/temp/a.mkv', '/dl/temp', '/srv').state).toBe('checking');
    expect(at('/temp/done/a.mkv', '/temp', '/temp/done').state).toBe('complete');
    expect(at('D:\\Temp\\a.mkv', 'd:/temp/', 'D:\\Done').state).toBe('checking');
    expect(itemFrom({ ...whole, state: 'moving' })).toMatchObject({ state: 'checking', processing: 'moving' });
  });

  it('has no path of its own where several files lie loosely in the folder of all', () => {
    const loose = { ...whole, content_path: '/srv/dl/tv/', save_path: '/srv/dl/tv' };
    expect(itemFrom(loose)).toMatchObject({ state: 'complete', outputPath: null });
  });

  it('is a warning, not complete, where it is not said in which folder it is', () => {
    for (const content_path of ['', 'Queue.One.2020.mkv'])
      expect(itemFrom({ ...whole, content_path })).toMatchObject({ state: 'warning', outputPath: null });
  });

  it.each([
    ['none', {}, null],
    ['a ratio, met', { max_ratio: 1, ratio: 0.9995 }, true],
    ['a ratio, not met', { max_ratio: 1, ratio: 0.99 }, false],
    ['a time in minutes, met', { max_seeding_time: 2, seeding_time: 120 }, true],
    ['a time in minutes, not met', { max_seeding_time: 2, seeding_time: 119 }, false],
    ['an idle time, met', { max_inactive_seeding_time: 1, last_activity: 940 }, true],
    ['two, one of them met', { max_ratio: 5, ratio: 1, max_seeding_time: 1, seeding_time: 60 }, true],
  ])('knows of its goal: %s', (_, goal, reached) => {
    const seeding = {
      ...whole,
      max_ratio: -1,
      max_seeding_time: -1,
      max_inactive_seeding_time: -1,
      last_activity: 1_000,
    };
    expect(itemFrom({ ...seeding, ...goal }, { now: 1_000 }).seedGoalReached).toBe(reached);
    expect(itemFrom({ ...seeding, ...goal, state: 'downloading' }, { now: 1_000 }).seedGoalReached).toBeNull();
  });

  it('knows of its goal from the recordings: everybody’s, and its own', () => {
    for (const version of VERSIONS) {
      const [stopped] = torrents(version, 'state-seeding-goal', 'stopped by the ratio goal');
      expect(itemFrom(stopped!).seedGoalReached).toBe(true);
      const [farther] = torrents(version, 'state-seeding-goal', 'its limits');
      expect(itemFrom(farther!).seedGoalReached).toBe(false);
    }
  });

  it('keeps one id while a hybrid changes its hash, and is known by v1 and by v2', () => {
    for (const version of VERSIONS) {
      const v1 = 'd8ad7a24e99ef21bbf55e14d98139abe1321a0da';
      const v2 = 'cf182281b5982d6634f7a70270837e2924ee9927';
      const [before] = torrents(version, 'hybrid-from-magnet', 'before the metadata');
      const [after] = torrents(version, 'hybrid-from-magnet', 'after the metadata');
      expect([before!.hash, after!.hash]).toEqual([v1, v2]);
      expect([idOf(before!), idOf(after!)]).toEqual([v1, v1]);
      expect(keysOf(after!)).toEqual([v1, v2]);
    }
    const [v2Only] = torrents('5.2.3', 'hybrid-and-v2', 'v2 by its hash, cut to 40');
    expect(keysOf(v2Only!)).toEqual(['9eb21fc1546c47031cb91b7716d08044e0ba3b74']);
  });
});
