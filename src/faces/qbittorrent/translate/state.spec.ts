import { completedDownload, faceTorrent, presentDownload } from '../../../../test/support/face-torrents.js';
import { type PresentDownload } from '../../../downloads/queries/present-download.js';
import { type FaceTorrent } from '../face-torrent.js';
import { stateOf } from './state.js';

const active = (more: Partial<PresentDownload>, torrent: Partial<FaceTorrent> = {}) =>
  stateOf(faceTorrent(presentDownload(more), torrent));
const finished = (more: Partial<PresentDownload>, torrent: Partial<FaceTorrent> = {}) =>
  stateOf(faceTorrent(completedDownload(more), torrent));

describe('the state of what is under way', () => {
  it.each([
    [{ status: 'submitting', itemStatus: null }, 'queuedDL'],
    [{ itemStatus: null }, 'queuedDL'],
    [{ itemStatus: 'queued' }, 'queuedDL'],
    [{}, 'downloading'],
    [{ sizeBytes: null }, 'metaDL'],
    [{ itemStatus: 'stalled' }, 'stalledDL'],
    [{ itemStatus: 'stalled', sizeBytes: null }, 'metaDL'],
    [{ itemStatus: 'warning' }, 'stalledDL'],
    [{ itemStatus: 'checking' }, 'checkingDL'],
    [{ itemStatus: 'paused' }, 'pausedDL'],
    [{ status: 'paused', itemStatus: null }, 'pausedDL'],
    // Somebody has started it in its client since.
    [{ status: 'paused', itemStatus: 'downloading' }, 'downloading'],
    [{ itemStatus: 'of a later version' }, 'queuedDL'],
    [{ status: 'failed' }, 'error'],
  ] as const)('%j reads as %s', (more, state) => expect(active(more)).toBe(state));

  it.each(['downloading', 'stalled', 'warning', 'checking', 'paused'])(
    'is queued while its client is away, whatever was seen before: %s',
    (itemStatus) => expect(active({ itemStatus, isUnseen: true })).toBe('queuedDL'),
  );

  it('is stopped before its client has it, where that was asked for', () => {
    expect(active({ status: 'submitting', itemStatus: null }, { isPauseWanted: true })).toBe('pausedDL');
    expect(active({}, { isPauseWanted: true })).toBe('downloading');
  });

  it('says that it is forced', () => expect(active({}, { forceStart: true })).toBe('forcedDL'));
});

describe('the state of what is complete', () => {
  it.each([
    [{}, 'uploading'],
    [{ uploadSpeed: 0 }, 'stalledUP'],
    [{ uploadSpeed: null, itemStatus: null }, 'stalledUP'],
    [{ itemStatus: 'queued' }, 'queuedUP'],
    [{ itemStatus: 'checking' }, 'queuedUP'],
    [{ itemStatus: 'warning', uploadSpeed: 0 }, 'stalledUP'],
    [{ itemStatus: 'paused' }, 'pausedUP'],
    [{ isUnseen: true }, 'stalledUP'],
  ] as const)('%j reads as %s: never as anything that is under way or has failed', (more, state) =>
    expect(finished(more)).toBe(state),
  );

  it('is stopped once its goal is reached', () => {
    const goal = { seedGoal: { ratio: 1 }, ratio: 1.2 };
    expect(finished({ ...goal, seedGoalReached: true })).toBe('pausedUP');
    expect(finished({ ...goal, seedGoalReached: true, isUnseen: true })).toBe('pausedUP');
    expect(finished({ ...goal, seedGoalReached: null })).toBe('uploading');
  });

  it('never says that it may be removed while somebody else waits for it', () => {
    const reached = { seedGoal: { ratio: 1 }, ratio: 1.2, seedGoalReached: true };
    expect(finished(reached, { isLastAsker: false })).toBe('uploading');
    expect(finished({ ...reached, itemStatus: 'paused' }, { isLastAsker: false })).toBe('queuedUP');
  });
});
