import { readFileSync } from 'node:fs';
import { directLinkKey } from '../../releases/links/direct-link.js';
import { filesFrom, gidOf, itemFrom, itemsFrom } from './aria2-items.js';
import { type Aria2Job } from './aria2-rpc.js';

type Recorded = { scenario: string; about: string; job: Aria2Job };

// Taken from a running aria2 1.36.0.
const recorded = JSON.parse(readFileSync('test/contract/download-clients/fixtures/aria2.json', 'utf8')) as Recorded[];

const job = (scenario: string, about: string): Aria2Job => {
  const found = recorded.find((r) => r.scenario === scenario && r.about === about);
  if (!found) throw new Error(`not recorded: ${scenario}, ${about}`);
  return found.job;
};

describe('a job of aria2', () => {
  it.each([
    ['state-downloading', 'no peer', 'downloading'],
    ['state-downloading', 'downloading', 'downloading'],
    ['state-downloading', 'paused', 'paused'],
    ['state-downloading', 'seeding', 'complete'],
    ['state-downloading', 'after', 'complete'],
    ['state-seeding-goal', 'finished by the ratio goal', 'complete'],
    ['state-checking', 'being checked', 'checking'],
    ['state-checking', 'after', 'complete'],
    ['state-metadata', 'no peer yet', 'queued'],
    ['state-metadata', 'the one that goes on', 'complete'],
    ['add', 'refused', 'failed'],
    ['add', '404', 'failed'],
    ['errors', 'disk full', 'warning'],
    ['errors', 'tracker says no', 'downloading'],
  ])('%s, "%s", is %s', (scenario, about, state) => {
    expect(itemFrom(job(scenario, about)).state).toBe(state);
  });

  it('reads field by field, its numbers from text', () => {
    const downloading = { ...job('state-downloading', 'downloading'), downloadSpeed: '1000' };
    expect(itemFrom(downloading)).toEqual({
      id: '3fef5ce30829cdf8d0ff77d76cbb84cf249b94be',
      itemKeys: ['3fef5ce30829cdf8d0ff77d76cbb84cf249b94be'],
      title: 'Night.Harbour.2021.1080p.mkv',
      category: null,
      state: 'downloading',
      sizeBytes: 4194304,
      downloadedBytes: 311296,
      progress: 311296 / 4194304,
      downloadSpeed: 1000,
      uploadSpeed: Number(downloading.uploadSpeed),
      etaSeconds: 3884,
      ratio: 0,
      peers: Number(downloading.connections),
      message: null,
      outputPath: `${downloading.dir}/Night.Harbour.2021.1080p.mkv`,
      processing: null,
      seedingSeconds: null,
      seedGoalReached: null,
      addedAt: null,
    });
  });

  it('is one item with the job that follows its metadata, under the info hash', () => {
    const items = itemsFrom([
      job('state-metadata', 'the metadata has arrived: this one is complete, another goes on'),
      job('state-metadata', 'the one that goes on'),
    ]);
    expect(items.map(({ id, title, state }) => ({ id, title, state }))).toEqual([
      { id: '65477245d052b89a092464be8d8498349609a125', title: 'Copper.Sky.2019.720p.mkv', state: 'complete' },
    ]);
  });

  it('is no item when it was removed, or when only the metadata is left', () => {
    expect(
      itemsFrom([
        job('remove', 'after'),
        job('state-metadata', 'the metadata has arrived: this one is complete, another goes on'),
      ]),
    ).toEqual([]);
  });

  it('tells of a magnet without metadata its name, and no size that would be the metadata’s', () => {
    const item = itemFrom(job('state-metadata', 'no peer yet'));
    expect(item).toMatchObject({
      title: 'Copper.Sky.2019.720p.mkv',
      sizeBytes: null,
      downloadedBytes: null,
      progress: 0,
      outputPath: null,
    });
    expect(filesFrom(job('state-metadata', 'no peer yet'))).toEqual([]);
  });

  it('tells the live one of two that have the same torrent', () => {
    const live = job('state-downloading', 'downloading');
    const duplicate: Aria2Job = {
      ...live,
      gid: '0000000000000012',
      status: 'error',
      errorCode: '12',
      errorMessage: 'InfoHash is already registered.',
    };
    expect(itemsFrom([duplicate, live]).map((item) => item.state)).toEqual(['downloading']);
  });

  it('knows a direct link by the hash of the link, and says why it failed', () => {
    const failed = job('add', 'refused');
    expect(itemFrom(failed)).toMatchObject({
      id: failed.gid,
      itemKeys: [directLinkKey('http://127.0.0.1:6967/file.bin')],
      title: 'file.bin',
      message: 'Failed to establish connection, cause: Connection refused',
      ratio: null,
      peers: null,
    });
  });

  it('has the folder of several files as its output', () => {
    const several = job('add', 'the download that followed');
    expect(itemFrom(several).outputPath).toBe('/srv/dl/other/Lost.Season.S01');
    expect(filesFrom(several)).toHaveLength(2);
  });

  it('is added under a gid made from the item key', () => {
    expect(gidOf('65477245d052b89a092464be8d8498349609a125')).toBe('65477245d052b89a');
  });
});
