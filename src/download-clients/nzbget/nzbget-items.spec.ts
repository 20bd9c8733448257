import { itemsFrom } from './nzbget-items.js';
import { type Group, type HistoryEntry, type Status } from './nzbget-rpc.js';

const KEY = 'ab'.repeat(20);
const nzb = {
  NZBID: 48,
  NZBName: 'Slow.Water.2013',
  Category: 'movies',
  DestDir: '/srv/dl/inter/Slow.Water.2013.#48',
  FinalDir: '',
  FileSizeLo: 4_000_000,
  FileSizeHi: 0,
  DownloadedSizeLo: 1_000_000,
  DownloadedSizeHi: 0,
  Health: 1_000,
  Parameters: [
    { Name: '*Unpack:', Value: 'yes' },
    { Name: 'ledgarr', Value: KEY },
  ],
};
const group = (more: Partial<Group> = {}): Group => ({
  ...nzb,
  Status: 'DOWNLOADING',
  RemainingSizeLo: 3_000_000,
  RemainingSizeHi: 0,
  MaxPriority: 0,
  ActiveDownloads: 2,
  ...more,
});
const entry = (more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...nzb,
  DestDir: '/srv/dl/dest/Slow.Water.2013',
  Kind: 'NZB',
  Status: 'SUCCESS/ALL',
  ...more,
});
const running: Status = { DownloadPaused: false, DownloadRate: 300_000 };
const ofQueue = (more: Partial<Group>, status: Partial<Status> = {}) =>
  itemsFrom([group(more)], [], { ...running, ...status })[0];
const ofHistory = (more: Partial<HistoryEntry>) => itemsFrom([], [entry(more)], running)[0];

describe('an item in the queue of NZBGet', () => {
  it.each([
    ['DOWNLOADING', false, 0, 'downloading'],
    ['QUEUED', false, 0, 'queued'],
    ['FETCHING', false, 0, 'queued'],
    ['PAUSED', false, 0, 'paused'],
    ['PAUSED', false, 900, 'paused'],
    ['QUEUED', true, 0, 'paused'],
    ['DOWNLOADING', true, 50, 'paused'],
    ['QUEUED', true, 900, 'queued'],
    ['DOWNLOADING', true, 900, 'downloading'],
    ['CONTEMPLATING', false, 0, 'warning'],
  ])('that is %s, with all downloads paused: %s, of priority %s, reads as %s', (Status, DownloadPaused, MaxPriority, state) => {
    expect(ofQueue({ Status, MaxPriority }, { DownloadPaused })).toMatchObject({ state, outputPath: null });
  }); // prettier-ignore

  it.each([
    ['PP_QUEUED', null],
    ['LOADING_PARS', 'verifying'],
    ['VERIFYING_SOURCES', 'verifying'],
    ['REPAIRING', 'repairing'],
    ['VERIFYING_REPAIRED', 'verifying'],
    ['RENAMING', 'unpacking'],
    ['PAR_RENAMING', 'unpacking'],
    ['RAR_RENAMING', 'unpacking'],
    ['UNPACKING', 'unpacking'],
    ['POST_UNPACK_RENAMING', 'unpacking'],
    ['MOVING', 'moving'],
    ['EXECUTING_SCRIPT', 'running-script'],
    ['PP_FINISHED', null],
  ])('that is %s has all its bytes and is not complete', (Status, processing) => {
    expect(ofQueue({ Status })).toMatchObject({ state: 'checking', processing, progress: 1, outputPath: null });
  });

  it('tells how far it is, in the units of the port', () => {
    expect(ofQueue({})).toEqual({
      id: '48-abababab',
      itemKeys: [KEY],
      title: 'Slow.Water.2013',
      category: 'movies',
      state: 'downloading',
      sizeBytes: 4_000_000,
      downloadedBytes: 1_000_000,
      progress: 0.25,
      downloadSpeed: 300_000,
      uploadSpeed: null,
      etaSeconds: 10,
      ratio: null,
      peers: null,
      message: null,
      outputPath: null,
      processing: null,
      seedingSeconds: null,
      seedGoalReached: null,
      addedAt: null,
    });
  });

  it('has sizes of 64 bits, and its share of the speed', () => {
    const large = group({ FileSizeHi: 2, FileSizeLo: -1, RemainingSizeHi: 1, RemainingSizeLo: 0, ActiveDownloads: 1 });
    const [first] = itemsFrom([large, group({ NZBID: 49, ActiveDownloads: 3 })], [], running);
    expect(first).toMatchObject({ sizeBytes: 3 * 2 ** 32 - 1, downloadSpeed: 75_000 });
  });

  it.each([
    [{ Status: 'QUEUED' }, { DownloadPaused: true }, /All downloads of NZBGet are paused/],
    [{ Status: 'QUEUED' }, { QuotaReached: true }, /quota/],
    [{ Health: 987 }, {}, /98\.7 %/],
    [{ Status: 'CONTEMPLATING' }, {}, /CONTEMPLATING/],
  ])('says of %j with %j why', (more, status, message) => {
    expect(ofQueue(more, status)?.message).toMatch(message);
  });

  it('is another one when its number is the same and its key is not', () => {
    const [theirs] = itemsFrom([group({ Parameters: [] })], [], running);
    const [other] = itemsFrom([group({ Parameters: [{ Name: 'ledgarr', Value: 'cd'.repeat(20) }] })], [], running);
    expect([theirs?.id, other?.id]).toEqual(['48', '48-cdcdcdcd']);
  });
});

describe('an item in the history of NZBGet', () => {
  it.each([
    ['SUCCESS/ALL', 'complete'],
    ['SUCCESS/UNPACK', 'complete'],
    ['SUCCESS/PAR', 'complete'],
    ['SUCCESS/HEALTH', 'complete'],
    ['SUCCESS/GOOD', 'complete'],
    ['SUCCESS/MARK', 'complete'],
    ['WARNING/SCRIPT', 'complete'],
    ['WARNING/HEALTH', 'complete'],
    ['WARNING/SPACE', 'warning'],
    ['WARNING/DAMAGED', 'warning'],
    ['WARNING/REPAIRABLE', 'warning'],
    ['WARNING/SKIPPED', 'warning'],
    ['WARNING/PASSWORD', 'failed'],
    ['FAILURE/PAR', 'failed'],
    ['FAILURE/UNPACK', 'failed'],
    ['FAILURE/HEALTH', 'failed'],
    ['FAILURE/SCAN', 'failed'],
    ['FAILURE/FETCH', 'failed'],
    ['FAILURE/BAD', 'failed'],
    ['FAILURE/MOVE', 'warning'],
    ['FAILURE/INTERNAL_ERROR', 'warning'],
    ['DELETED/BAD', 'failed'],
    ['CONTEMPLATING/ALL', 'warning'],
    ['', 'warning'],
  ])('%s reads as %s, whatever its parts say', (Status, state) => {
    const item = ofHistory({ Status });
    expect(item).toMatchObject({ state, outputPath: state === 'complete' ? '/srv/dl/dest/Slow.Water.2013' : null });
    if (Status.startsWith('SUCCESS')) expect(item?.message).toBeNull();
    else expect(item?.message).toContain(Status);
    expect(item?.itemKeys).toEqual(state === 'failed' ? [] : [KEY]);
  });

  it.each(['DELETED/MANUAL', 'DELETED/COPY', 'DELETED/DUPE', 'DELETED/GOOD'])('%s is no item any more', (Status) => {
    expect(ofHistory({ Status })).toBeUndefined();
  });

  it('is none when it is hidden', () => {
    expect(ofHistory({ Kind: 'DUP', Status: 'SUCCESS/HIDDEN' })).toBeUndefined();
  });

  it('lies where a script has put it, else in its folder', () => {
    expect(ofHistory({ FinalDir: '/srv/films/Slow Water' })?.outputPath).toBe('/srv/films/Slow Water');
    expect(ofHistory({})?.outputPath).toBe('/srv/dl/dest/Slow.Water.2013');
  });

  it('is never complete in the folder for incomplete ones, nor without any', () => {
    for (const DestDir of ['/srv/dl/inter/Slow.Water.2013.#48', ''])
      expect(ofHistory({ DestDir })).toMatchObject({
        state: 'warning',
        outputPath: null,
        message: expect.stringMatching(/folder/) as string,
      });
  });

  it('is the same item as in the queue while it is in both', () => {
    expect(itemsFrom([group({ Status: 'PP_FINISHED' })], [entry()], running)).toMatchObject([
      { id: '48-abababab', state: 'complete' },
    ]);
    expect(itemsFrom([group({ Status: 'PP_FINISHED' })], [entry({ Status: 'DELETED/MANUAL' })], running)).toEqual([]);
  });
});
