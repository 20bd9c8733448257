import { itemsFrom } from './sabnzbd-items.js';
import { type HistorySlot, type Queue, type QueueSlot } from './sabnzbd-api.js';

const KEY = 'ab'.repeat(20);
const slot = (more: Partial<QueueSlot> = {}): QueueSlot => ({
  nzo_id: 'SABnzbd_nzo_a',
  filename: 'Slow.Water.2013',
  status: 'Downloading',
  priority: 'Normal',
  cat: 'movies',
  mb: '4.00',
  mbleft: '3.00',
  timeleft: '0:01:15',
  ...more,
});
const queue = (slots: readonly QueueSlot[], more: Partial<Queue> = {}): Queue => ({
  paused: false,
  kbpersec: '250.00',
  diskspace1: '72.78',
  diskspace2: '72.78',
  slots,
  ...more,
});
const ended = (more: Partial<HistorySlot> = {}): HistorySlot => ({
  nzo_id: 'SABnzbd_nzo_a',
  name: 'Slow.Water.2013',
  nzb_name: `ledgarr-${KEY}.nzb`,
  status: 'Completed',
  category: '*',
  storage: '/srv/dl/complete/Slow.Water.2013/slow.mkv',
  bytes: 4_000_000,
  fail_message: '',
  completed: 1_795_219_709,
  ...more,
});
const ofQueue = (more: Partial<QueueSlot>, all: Partial<Queue> = {}) => itemsFrom(queue([slot(more)], all), [])[0];
const ofHistory = (more: Partial<HistorySlot>, all: Partial<Queue> = {}) => itemsFrom(queue([], all), [ended(more)])[0];

describe('a job in the queue of SABnzbd', () => {
  it.each([
    ['Downloading', false, 'Normal', 'downloading'],
    ['Fetching', false, 'Normal', 'downloading'],
    ['Queued', false, 'Normal', 'queued'],
    ['Grabbing', false, 'Normal', 'queued'],
    ['Propagating', false, 'Normal', 'queued'],
    ['Checking', false, 'Normal', 'checking'],
    ['Paused', false, 'Normal', 'paused'],
    ['Paused', false, 'Force', 'paused'],
    ['Downloading', true, 'Normal', 'paused'],
    ['Queued', true, 'Normal', 'paused'],
    ['Fetching', true, 'High', 'paused'],
    ['Downloading', true, 'Force', 'downloading'],
    ['Queued', true, 'Force', 'queued'],
    ['Contemplating', false, 'Normal', 'warning'],
  ])('that is %s, with the queue paused: %s, of priority %s, reads as %s', (status, paused, priority, state) => {
    expect(ofQueue({ status, priority }, { paused })).toMatchObject({ state, outputPath: null, itemKeys: [] });
  });

  it('is gone when it is being deleted', () => {
    expect(ofQueue({ status: 'Deleted' })).toBeUndefined();
  });

  it('tells how far it is, in the units of the port', () => {
    expect(ofQueue({})).toEqual({
      id: 'SABnzbd_nzo_a',
      itemKeys: [],
      title: 'Slow.Water.2013',
      category: 'movies',
      state: 'downloading',
      sizeBytes: 4_194_304,
      downloadedBytes: 1_048_576,
      progress: 0.25,
      downloadSpeed: 256_000,
      uploadSpeed: null,
      etaSeconds: 75,
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

  it.each([
    ['0:00:00', null],
    ['0:00:04', 4],
    ['2:03:04', 7_384],
    ['1:02:03:04', 93_784],
    ['unknown', null],
  ])('has for a time left of %s %p seconds', (timeleft, etaSeconds) => {
    expect(ofQueue({ timeleft })).toMatchObject({ etaSeconds });
  });

  it.each([
    [{ status: 'Queued' }, { paused: true }, /whole queue of SABnzbd is paused/],
    [{ status: 'Paused', labels: ['ENCRYPTED'] }, {}, /ENCRYPTED/],
    [{ status: 'Contemplating' }, {}, /Contemplating/],
    [{ mbmissing: '1.50' }, {}, /1\.5 MB of it are missing/],
    [{ mbmissing: '0.00' }, {}, null],
    [{ status: 'Propagating' }, {}, /spread/],
  ])('says of %j with %j %p', (more, all, message) => {
    const item = ofQueue(more, all);
    if (message === null) expect(item?.message).toBeNull();
    else expect(item?.message).toMatch(message);
  });

  it('has the speed if it is the one that is worked on: SABnzbd calls all of them Downloading', () => {
    const slots = [slot({ nzo_id: '1' }), slot({ nzo_id: '2' }), slot({ nzo_id: '3', priority: 'Force' })];
    const read = itemsFrom(queue(slots), []).map(({ id, state, downloadSpeed }) => [id, state, downloadSpeed]);
    expect(read).toEqual([
      ['1', 'queued', 0],
      ['2', 'queued', 0],
      ['3', 'downloading', 256_000],
    ]);
  });

  it('is not complete with nothing left, nor has it progress without a size', () => {
    expect(ofQueue({ mbleft: '0.00' })).toMatchObject({ state: 'downloading', progress: 1, outputPath: null });
    expect(ofQueue({ mb: '0.00', mbleft: '0.00' })).toMatchObject({ progress: 0 });
  });
});

describe('a job in the history of SABnzbd', () => {
  it.each([
    ['Queued', 'checking', null],
    ['QuickCheck', 'checking', 'verifying'],
    ['Verifying', 'checking', 'verifying'],
    ['Repairing', 'checking', 'repairing'],
    ['Fetching', 'checking', 'repairing'],
    ['Extracting', 'checking', 'unpacking'],
    ['Moving', 'checking', 'moving'],
    ['Running', 'checking', 'running-script'],
    ['Contemplating', 'warning', null],
  ])('that is %s reads as %s, all there and nowhere yet', (status, state, processing) => {
    const read = { state, processing: processing ?? null, progress: 1, outputPath: null, itemKeys: [KEY] };
    expect(ofHistory({ status })).toMatchObject({
      ...read,
      processing: status === 'Queued' ? 'moving' : read.processing,
    });
  });

  it('is complete where it lies', () => {
    expect(ofHistory({})).toMatchObject({
      state: 'complete',
      outputPath: '/srv/dl/complete/Slow.Water.2013/slow.mkv',
      progress: 1,
      message: null,
      category: null,
    });
  });

  it('is not complete while it is called so and has no place, and is listed twice in that moment', () => {
    const moving = ended({ storage: '', loaded: true });
    expect(ofHistory(moving)).toMatchObject({ state: 'checking', outputPath: null });
    for (const both of [
      [moving, ended()],
      [ended(), moving],
    ])
      // prettier-ignore
      expect(itemsFrom(queue([]), both)).toMatchObject([{ state: 'complete', outputPath: ended().storage }]);
  });

  it('is complete with a warning where articles were missing', () => {
    const log = (line: string) => ({ stage_log: [{ name: 'Source', actions: ['x'] }, { name: 'Download', actions: [line] }] }); // prettier-ignore
    expect(ofHistory(log('3 articles were missing'))).toMatchObject({
      state: 'complete',
      message: 'SABnzbd could not fetch all of it: 3 articles were missing.',
    });
    expect(ofHistory(log('Downloaded in 4 seconds at an average of 3 MB/s'))?.message).toBeNull();
  });

  it.each([
    ['Download failed - Not on your server(s) - https://sabnzbd.org/not-complete', '72.78', 'failed'],
    ['Abgebrochen - https://sabnzbd.org/not-complete', '0.01', 'failed'],
    ['Unpacking failed, archive requires a password', '72.78', 'failed'],
    ['Unpacking failed, write error or disk is full?', '72.78', 'warning'],
    ['Entpacken fehlgeschlagen', '0.01', 'warning'],
    ['', '72.78', 'failed'],
  ])('that failed with "%s" and %s GiB left reads as %s', (fail_message, diskspace1, state) => {
    const item = ofHistory({ status: 'Failed', fail_message, storage: '/srv/dl/incomplete/x' }, { diskspace1 });
    expect(item).toMatchObject({ state, outputPath: null, itemKeys: [], progress: 0 });
    expect(item?.message).toBeTruthy();
  });

  it('is gone when it was deleted', () => {
    expect(ofHistory({ status: 'Deleted' })).toBeUndefined();
  });

  it('is the same item as in the queue while it is in both', () => {
    expect(itemsFrom(queue([slot()]), [ended({ status: 'Verifying', storage: '' })])).toMatchObject([
      { id: 'SABnzbd_nzo_a', state: 'checking' },
    ]);
  });

  it('has no key when somebody else has added it', () => {
    expect(ofHistory({ nzb_name: 'Slow.Water.2013.nzb' })).toMatchObject({ itemKeys: [] });
  });
});
