import { filesFrom, itemFrom, ITEM_COMMANDS, labelOf, torrentFrom, type RTorrentTorrent } from './rtorrent-items.js';

// As rTorrent 0.9.8 answered.
const half: RTorrentTorrent = {
  hash: '438F33B72637E00A39544EB4C7975B15FD8D3F87',
  name: 'Quiet.Valley.S01',
  state: 1,
  isActive: 1,
  isOpen: 1,
  hashing: 0,
  isHashChecked: 1,
  isComplete: 0,
  isMeta: 0,
  isMultiFile: 1,
  sizeBytes: 320_000,
  completedBytes: 131_072,
  leftBytes: 188_928,
  chunkSize: 65_536,
  sizeChunks: 5,
  completedChunks: 2,
  wantedChunks: 3,
  downRate: 65_536,
  upRate: 100,
  ratio: 1_500,
  peers: 2,
  message: '',
  directory: '/dl/Quiet.Valley.S01',
  label: '',
  finishedAt: 0,
  now: 1_795_640_400,
};
const whole = { ...half, isComplete: 1, completedBytes: 320_000, leftBytes: 0, completedChunks: 5, wantedChunks: 0, finishedAt: 1_795_640_390 }; // prettier-ignore
const meta = { ...half, isMeta: 1, name: `${half.hash}.meta`, sizeBytes: 1, completedBytes: 0, leftBytes: 1, sizeChunks: 1, completedChunks: 0, wantedChunks: 1, isMultiFile: 0 }; // prettier-ignore
const idle = { downRate: 0, peers: 0 };

describe('a torrent of rTorrent', () => {
  it.each<[string, Partial<RTorrentTorrent>, withHalf: string, withAll: string]>([
    ['that runs', {}, 'downloading', 'complete'],
    ['that nobody sends anything of', idle, 'downloading', 'complete'],
    ['that was stopped', { state: 0, isActive: 0 }, 'paused', 'complete'],
    ['that was stopped and closed', { state: 0, isActive: 0, isOpen: 0 }, 'paused', 'complete'],
    ['that was stopped and calls itself active', { state: 0, isActive: 1 }, 'paused', 'complete'],
    ['that another interface has paused', { isActive: 0 }, 'paused', 'complete'],
    ['that is not opened yet', { isActive: 0, isOpen: 0 }, 'queued', 'complete'],
    ['that is checked at its start', { hashing: 1, isHashChecked: 0, isActive: 0 }, 'checking', 'checking'],
    ['that is checked at its end', { hashing: 2 }, 'checking', 'checking'],
    ['that is checked by hand', { hashing: 3, state: 0 }, 'checking', 'checking'],
    ['whose tracker is silent', { message: 'Tracker: [Timed out]' }, 'downloading', 'complete'],
    ['whose tracker is silent, with nobody else', { ...idle, message: 'Tracker: [Timed out]' }, 'stalled', 'complete'],
    ['whose trackers all failed', { ...idle, message: 'Tried all trackers.' }, 'stalled', 'complete'],
    ['whose disk is full', { message: 'Storage error: [File chunk write error: No space left on device.]' }, 'warning', 'complete'],
    ['that cannot be started', { isActive: 0, message: 'Could not open directory.' }, 'warning', 'complete'],
    ['that was stopped for its trouble', { state: 0, isActive: 0, message: 'Hash check on download completion found bad chunks.' }, 'warning', 'complete'],
    ['whose folder is not told', { directory: '' }, 'downloading', 'warning'],
    ['with numbers of a later version', { hashing: 9 }, 'checking', 'checking'],
  ])('%s: %j is %s with half of the data and %s with all', (_, change, withHalf, withAll) => {
    expect(itemFrom({ ...half, ...change }).state).toBe(withHalf);
    expect(itemFrom({ ...whole, ...change }).state).toBe(withAll);
  }); // prettier-ignore

  it.each<[Partial<RTorrentTorrent>, string]>([
    [{}, 'queued'],
    [{ isComplete: 1, completedChunks: 1, wantedChunks: 0, leftBytes: 0 }, 'queued'],
    [{ hashing: 2, isComplete: 1 }, 'queued'],
    [{ state: 0, isActive: 0 }, 'paused'],
  ])(
    'that is a magnet without metadata, %j, is %s and nowhere',
    (change, state) =>
    expect(itemFrom({ ...meta, ...change })).toMatchObject({ state, sizeBytes: null, downloadedBytes: null, progress: 0, outputPath: null }), // prettier-ignore
  );

  it('reads field by field', () =>
    expect(itemFrom({ ...half, label: 'TV%20%26%20more' })).toEqual({
      id: '438f33b72637e00a39544eb4c7975b15fd8d3f87',
      itemKeys: ['438f33b72637e00a39544eb4c7975b15fd8d3f87'],
      title: 'Quiet.Valley.S01',
      category: 'TV & more',
      state: 'downloading',
      sizeBytes: 320_000,
      downloadedBytes: 131_072,
      progress: 131_072 / 320_000,
      downloadSpeed: 65_536,
      uploadSpeed: 100,
      etaSeconds: 3,
      ratio: 1.5,
      peers: 2,
      message: null,
      outputPath: '/dl/Quiet.Valley.S01',
      processing: null,
      seedingSeconds: null,
      seedGoalReached: null,
      addedAt: null,
    }));

  it('is complete with what is wanted, and not before it was checked', () => {
    const partly = { ...half, wantedChunks: 0, completedChunks: 2 };
    expect(itemFrom(partly)).toMatchObject({ state: 'complete', progress: 1, sizeBytes: 131_072 });
    expect(itemFrom({ ...partly, isHashChecked: 0 })).toMatchObject({ state: 'downloading', sizeBytes: 320_000 });
    expect(itemFrom({ ...partly, completedChunks: 0, completedBytes: 0 }).state).toBe('downloading');
    expect(itemFrom({ ...half, wantedChunks: 1 }).progress).toBeCloseTo(131_072 / 196_608);
  });

  it('has shared for as long as it has been whole, unless it is stopped', () => {
    expect(itemFrom(whole).seedingSeconds).toBe(10);
    expect(itemFrom({ ...whole, finishedAt: whole.now + 5 }).seedingSeconds).toBe(0);
    expect(itemFrom({ ...whole, state: 0 }).seedingSeconds).toBeNull();
    expect(itemFrom({ ...whole, finishedAt: 0 }).seedingSeconds).toBeNull();
  });

  it('that is one file lies in the folder it is told to be in', () =>
    expect(itemFrom({ ...whole, isMultiFile: 0, directory: '/dl/', name: 'a.mkv' }).outputPath).toBe('/dl/a.mkv'));

  it('has the files that are wanted', () =>
    expect(
      filesFrom(half, [
        ['1.mkv', 7, 1],
        ['sub/2.mkv', 8, 0],
        ['3.mkv', 9, 2],
      ]),
    ).toEqual([
      // prettier-ignore
      { path: '/dl/Quiet.Valley.S01/1.mkv', sizeBytes: 7 },
      { path: '/dl/Quiet.Valley.S01/3.mkv', sizeBytes: 9 },
    ]));

  it('has a label that rTorrent cannot take for a command', () => {
    expect(labelOf('$execute.capture=id')).not.toContain('$');
    expect(itemFrom({ ...half, label: labelOf('$a, "b"') }).category).toBe('$a, "b"');
    expect(itemFrom({ ...half, label: '100%' }).category).toBe('100%');
  });

  it('is none without its hash, or with a field less', () => {
    const row = [half.hash, ...Array.from({ length: ITEM_COMMANDS.length - 1 }, () => 0)];
    expect(torrentFrom(row)).toMatchObject({ hash: half.hash, now: 0 });
    expect([torrentFrom(row.slice(1)), torrentFrom(['x', ...row.slice(1)]), torrentFrom(null)]).toEqual([null, null, null]); // prettier-ignore
  });
});
