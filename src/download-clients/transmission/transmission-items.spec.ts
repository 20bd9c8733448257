import { readFileSync } from 'node:fs';
import { itemFrom } from './transmission-items.js';
import { type TransmissionTorrent } from './transmission-rpc.js';

type Recorded = { version: string; scenario: string; about: string; torrent: TransmissionTorrent };

// Taken from running daemons of each version.
const recorded = JSON.parse(
  readFileSync('test/contract/download-clients/fixtures/transmission.json', 'utf8'),
) as Recorded[];
const VERSIONS = ['3.00', '4.0.6', '4.1.3'];

const torrents = (scenario: string, about: string, version?: string) =>
  recorded
    .filter((r) => r.scenario === scenario && r.about === about && (version ?? r.version) === r.version)
    .map((r) => r.torrent);
const states = (scenario: string, about: string, version?: string) => [
  ...new Set(torrents(scenario, about, version).map((t) => itemFrom(t).state)),
];

describe('a torrent of Transmission', () => {
  it.each([
    ['state-downloading', 'right after the add: no peers', 'downloading'],
    ['state-downloading', 'downloading', 'downloading'],
    ['state-downloading', 'stopped by the user, half done', 'paused'],
    ['state-downloading', 'seeding', 'complete'],
    ['state-downloading', 'stopped by the user, complete', 'complete'],
    ['state-seeding-goal', 'stopped by the ratio goal', 'complete'],
    ['state-metadata', 'no peer yet: no size, no files', 'queued'],
    ['state-metadata', 'done', 'complete'],
    ['state-stalled', 'at first', 'downloading'],
    ['state-stalled', 'after a minute without a byte (queue-stalled-minutes is 1)', 'stalled'],
    ['error-disk-full', 'error', 'warning'],
    ['error-permission', 'error', 'warning'],
    ['error-tracker', 'tracker says no', 'warning'],
    ['error-tracker', 'tracker does not answer', 'downloading'],
    ['error-missing-files', 'a folder that was gone when the daemon started', 'warning'],
  ])('%s, "%s", is %s in every version', (scenario, about, state) => {
    expect(torrents(scenario, about)).toHaveLength(VERSIONS.length);
    expect(states(scenario, about)).toEqual([state]);
  });

  it('is not complete in the moment in which 4.0 has the metadata and no size yet', () => {
    expect(states('state-metadata', 'the metadata has arrived', '4.0.6')).toEqual(['queued']);
    expect(states('state-metadata', 'the metadata has arrived', '3.00')).toEqual(['checking']);
  });

  it('reads field by field', () => {
    const [torrent] = torrents('state-downloading', 'downloading', '4.0.6');
    expect(itemFrom(torrent!)).toEqual({
      id: '3fef5ce30829cdf8d0ff77d76cbb84cf249b94be',
      itemKeys: ['3fef5ce30829cdf8d0ff77d76cbb84cf249b94be'],
      title: 'Night.Harbour.2021.1080p.mkv',
      category: torrent!.labels?.[0] ?? null,
      state: 'downloading',
      sizeBytes: 4194304,
      downloadedBytes: 4194304 - 3211264,
      progress: torrent!.percentDone,
      downloadSpeed: torrent!.rateDownload,
      uploadSpeed: torrent!.rateUpload,
      etaSeconds: torrent!.eta < 0 ? null : torrent!.eta,
      ratio: 0,
      peers: torrent!.peersConnected,
      message: null,
      outputPath: `${torrent!.downloadDir}/Night.Harbour.2021.1080p.mkv`,
      processing: null,
      seedingSeconds: null,
      seedGoalReached: null,
      addedAt: null,
    });
  });

  it('says what the trouble is', () => {
    for (const torrent of torrents('error-permission', 'error'))
      expect(itemFrom(torrent).message).toMatch(/Permission denied/);
  });

  it('shows neither the negative times nor the negative ratios that stand for none', () => {
    for (const { torrent } of recorded) {
      const { etaSeconds, ratio } = itemFrom(torrent);
      expect([etaSeconds === null || etaSeconds >= 0, ratio === null || ratio >= 0]).toEqual([true, true]);
    }
  });

  it('takes a state of a later version for a warning, never for an end', () => {
    const [torrent] = torrents('state-downloading', 'seeding', '4.1.3');
    expect(itemFrom({ ...torrent!, status: 9 }).state).toBe('warning');
  });

  it('waits for a check to end before it is complete', () => {
    const [torrent] = torrents('state-downloading', 'seeding', '4.1.3');
    for (const status of [1, 2]) expect(itemFrom({ ...torrent!, status }).state).toBe('checking');
  });
});
