import { shapeDifferences } from '../../../../test/support/face-player.js';
import { type PresentDownload } from '../../../downloads/queries/present-download.js';
import { type Job } from '../job.js';
import { inMegabytes, inTime, inUnits } from './amounts.js';
import { historyAnswer, historySlot } from './history.js';
import { queueAnswer, queueStatus } from './queue.js';

const DOWNLOAD: PresentDownload = {
  id: '00000000-0000-4000-8000-00000000000a',
  itemKey: '63e18ebbd7a9008813516bc463c764bd6ebdd06f63e18ebbd7a9008813516bc4',
  downloadClientId: null,
  title: 'A.Show.S01E01',
  protocol: 'usenet',
  category: 'tv',
  downloadClient: 'sab',
  indexer: null,
  content: null,
  askers: 1,
  initiatedAt: new Date('2026-11-25T10:00:00Z'),
  endedAt: null,
  status: 'queued',
  isLeaving: false,
  itemStatus: null,
  isUnseen: false,
  observedAt: null,
  sizeBytes: 3 * 1024 * 1024,
  downloadedBytes: 1024 * 1024,
  progress: 0.339,
  downloadSpeed: null,
  uploadSpeed: null,
  etaSeconds: null,
  ratio: null,
  peers: null,
  message: null,
  outputPath: null,
  seedingSeconds: null,
  seedGoal: null,
  seedGoalReached: null,
};
const job = (change: Partial<PresentDownload> = {}, more: Partial<Job> = {}): Job => {
  const download = { ...DOWNLOAD, ...change };
  return {
    nzoId: `SABnzbd_nzo_${download.id}`,
    name: 'A.Show.S01E01',
    category: 'tv',
    download,
    joinId: null,
    ...more,
  };
};
const ended = { endedAt: new Date('2026-11-25T10:01:30Z'), progress: 1 };
const complete = { ...ended, status: 'completed', outputPath: '/done/tv/A.Show.S01E01' } as const;

describe('amounts', () => {
  it.each([
    [0, '0 B'],
    [27, '27 B'],
    [1_800_000, '1.7 MB'],
    [7_730_941_132, '7.2 GB'],
  ])('%d', (bytes, words) => expect(inUnits(bytes, 'B')).toBe(words));
  it('without a postfix', () => expect([inUnits(0), inUnits(1_258_291)]).toEqual(['0 ', '1.2 M']));
  it('in megabytes', () => expect(inMegabytes(1_800_000)).toBe('1.72'));
  it.each([
    [null, '0:00:00'],
    [66_955, '18:35:55'],
    [90_061, '1:01:01:01'],
  ])('time: %s', (seconds, words) => expect(inTime(seconds)).toBe(words));
});

describe('the queue', () => {
  it.each<[Partial<PresentDownload>, string]>([
    [{ status: 'submitting' }, 'Queued'],
    [{ itemStatus: 'downloading' }, 'Downloading'],
    [{ itemStatus: 'downloading', isUnseen: true }, 'Queued'],
    [{ itemStatus: 'stalled' }, 'Downloading'],
    [{ itemStatus: 'warning' }, 'Downloading'],
    [{ itemStatus: 'checking' }, 'Checking'],
    [{ status: 'paused' }, 'Paused'],
    [{ itemStatus: 'something new' }, 'Queued'],
  ])('%o is %s', (change, status) => expect(queueStatus({ ...DOWNLOAD, ...change })).toBe(status));

  it('is told in full, and in part where that is asked for', () => {
    const jobs = [job({ itemStatus: 'downloading', downloadSpeed: 1024 * 1024, etaSeconds: 2 }), job(), job()];
    expect(queueAnswer(jobs, 4, { start: 1, limit: 1 }).queue).toMatchObject({
      speed: '1.0 M',
      kbpersec: '1024.00',
      mb: '9.00',
      mbleft: '6.00',
      timeleft: '0:00:06',
      noofslots: 3,
      noofslots_total: 4,
      status: 'Downloading',
      slots: [{ index: 1, percentage: '33', mb: '3.00', mbleft: '2.00', size: '3.0 MB', status: 'Queued' }],
    });
    expect(queueAnswer(jobs, 4, { start: 0, limit: 0 }).queue.slots).toHaveLength(3);
  });
});

describe('the history', () => {
  it('says complete only of what has a place, and why something failed', () => {
    expect(historySlot(job(complete), 0)).toMatchObject({ status: 'Completed', storage: complete.outputPath, download_time: 90, fail_message: '' }); // prettier-ignore
    expect(historySlot(job({ ...complete, outputPath: null }), 0)).toMatchObject({ status: 'Moving', storage: '' });
    const failed = { ...ended, status: 'failed', message: 'Aborted, cannot be completed' } as const;
    expect(historySlot(job(failed), 0)).toMatchObject({ status: 'Failed', fail_message: failed.message, retry: 1 });
    expect(historySlot(job({ ...failed, message: null }), 0).fail_message).not.toBe('');
  });

  it('has what is to be fetched before what has failed, the newest first', () => {
    const at = (minute: number, status: 'completed' | 'failed') =>
      job({ ...complete, status, endedAt: new Date(minute * 60_000) }, { nzoId: `${status} ${minute}` });
    const jobs = [at(1, 'completed'), at(5, 'failed'), at(3, 'completed')];
    const { slots, noofslots } = historyAnswer(jobs, { start: 0, limit: 2 }).history;
    expect([noofslots, ...slots.map(({ nzo_id }) => nzo_id)]).toEqual([3, 'completed 3', 'completed 1']);
  });

  it('has the keys of the original, each in its type', () => {
    const recorded = { id: 1, completed: 1_795_604_068, name: '', nzb_name: '', category: 'tv', pp: 'D', script: 'None', report: '', url: null, status: 'Completed', nzo_id: '', storage: '', path: '', script_log: '', script_line: '', download_time: 0, postproc_time: 1, stage_log: [], downloaded: 1_800_000, completeness: null, fail_message: '', url_info: '', bytes: 1_800_000, meta: null, series: '', md5sum: '', password: null, action_line: '', size: '1.7 MB', loaded: false, retry: 0 }; // prettier-ignore
    expect(shapeDifferences(recorded, historySlot(job(complete), 0))).toEqual([]);
  });
});
