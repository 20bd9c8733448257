import { readFileSync } from 'node:fs';
import { type DelugeTorrent, filesFrom, itemFrom } from './deluge-items.js';

type Recorded = { scenario: string; about: string; hash: string; torrent: DelugeTorrent };

// Taken from a running Deluge 2.0.3.
const recorded = JSON.parse(readFileSync('test/contract/download-clients/fixtures/deluge.json', 'utf8')) as Recorded[];
const found = (scenario: string, about: string) =>
  recorded.filter((each) => each.scenario === scenario && each.about === about);
const item = (scenario: string, about: string) => {
  const [first] = found(scenario, about);
  return itemFrom(first!.hash, first!.torrent);
};
const whole = found('state-downloading', 'seeding')[0]!.torrent;
const half = found('state-downloading', 'downloading')[0]!.torrent;

describe('a torrent of Deluge', () => {
  it.each([
    ['state-downloading', 'no peer', 'downloading'],
    ['state-downloading', 'downloading', 'downloading'],
    ['state-downloading', 'paused, half done', 'paused'],
    ['state-downloading', 'seeding', 'complete'],
    ['state-downloading', 'paused, complete', 'complete'],
    ['state-metadata', 'no peer yet', 'queued'],
    ['state-metadata', 'done', 'complete'],
    ['state-queued', 'three downloads', 'downloading queued queued'],
    ['state-queued', 'seeds in a queue', 'complete complete complete'],
    ['state-checking', 'being checked', 'checking checking checking'],
    ['state-moving', 'moving', 'checking'],
    ['state-moving', 'after', 'complete warning'],
    ['state-seeding-goal', 'seeding', 'checking'],
    ['state-seeding-goal', 'stopped by the ratio goal', 'complete'],
    ['error-disk-full', 'error', 'downloading'],
    ['error-missing-files', 'after', 'downloading'],
  ])('%s, "%s", is %s', (scenario, about, states) => {
    const mapped = found(scenario, about).map(({ hash, torrent }) => itemFrom(hash, torrent).state);
    expect(mapped.join(' ')).toBe(states);
  });

  it.each([
    ['Allocating', 'queued', 'queued'],
    ['Checking', 'checking', 'checking'],
    ['Moving', 'checking', 'checking'],
    ['Downloading', 'complete', 'downloading'],
    ['Seeding', 'complete', 'warning'],
    ['Paused', 'complete', 'paused'],
    ['Queued', 'complete', 'queued'],
    ['Error', 'warning', 'warning'],
    ['Dreaming', 'warning', 'warning'],
  ])('%s is %s with all data and %s with half of it', (state, withAll, withHalf) => {
    expect(itemFrom('a', { ...whole, state }).state).toBe(withAll);
    expect(itemFrom('a', { ...half, state }).state).toBe(withHalf);
  });

  it('reads field by field', () => {
    expect(item('state-downloading', 'downloading')).toEqual({
      id: '3fef5ce30829cdf8d0ff77d76cbb84cf249b94be',
      itemKeys: ['3fef5ce30829cdf8d0ff77d76cbb84cf249b94be'],
      title: 'Night.Harbour.2021.1080p.mkv',
      category: half.label || null,
      state: 'downloading',
      sizeBytes: 4_194_304,
      downloadedBytes: 475_136,
      progress: half.progress / 100,
      downloadSpeed: half.download_payload_rate,
      uploadSpeed: half.upload_payload_rate,
      etaSeconds: half.eta > 0 ? half.eta : null,
      ratio: half.ratio < 0 ? null : half.ratio,
      peers: half.num_peers + half.num_seeds,
      message: null,
      outputPath: `${half.download_location}/Night.Harbour.2021.1080p.mkv`,
      processing: null,
      seedingSeconds: 0,
      seedGoalReached: null,
      addedAt: new Date(half.time_added * 1_000).toISOString(),
    });
  });

  it('is not complete while its data moves, and says why a move failed', () => {
    expect(item('state-moving', 'moving')).toMatchObject({ state: 'checking', processing: 'moving', progress: 1 });
    const [, failed] = found('state-moving', 'after');
    expect(itemFrom('a', failed!.torrent)).toMatchObject({
      state: 'warning',
      message: 'Failed to move download folder: No space left on device',
    });
  });

  it('has a goal where it is told one, which a pause by somebody neither proves nor keeps it from', () => {
    const goal = { ...whole, stop_at_ratio: true, stop_ratio: 2 };
    for (const state of ['Seeding', 'Paused', 'Queued']) {
      expect(itemFrom('a', { ...goal, state, ratio: 1.9 }).seedGoalReached).toBe(false);
      expect(itemFrom('a', { ...goal, state, ratio: 2 }).seedGoalReached).toBe(true);
      expect(itemFrom('a', { ...whole, state, stop_at_ratio: false, ratio: 9 }).seedGoalReached).toBeNull();
    }
  });

  it('is a warning where it is not said in which folder it is', () => {
    expect(itemFrom('a', { ...whole, save_path: '', download_location: '' })).toMatchObject({
      state: 'warning',
      outputPath: null,
    });
  });

  it('has the folder under its name of 1.3 too', () => {
    const { download_location: folder, ...old } = whole;
    expect(itemFrom('a', { ...old, save_path: `${folder}/` }).outputPath).toBe(`${folder}/${whole.name}`);
  });

  it('has the files that are wanted', () => {
    const files = [
      { index: 0, path: 'S/1.mkv', size: 7 },
      { index: 1, path: 'S/2.mkv', size: 8 },
    ];
    expect(filesFrom({ download_location: '/dl', files, file_priorities: [4, 0] })).toEqual([
      { path: '/dl/S/1.mkv', sizeBytes: 7 },
    ]);
  });
});
