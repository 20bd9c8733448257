import { outcomeOf, type RebuildJob, streamsOf } from './job-view.ts';

const JOB: RebuildJob = {
  ...{ id: '1', projections: ['downloads'], dryRun: false, state: 'running', startedAt: '', endedAt: null },
  ...{ progress: null, results: null, error: null },
};
const result = { name: 'downloads', events: 12, seconds: 0.25, parked: 0, conflicts: 0, difference: null };
const difference = (missing: number) => ({ missing, extra: 0, changed: 1, samples: [] });

describe('a rebuild, in a sentence', () => {
  it.each([
    [JOB, null],
    [{ ...JOB, state: 'failed', error: 'The disk is full' }, 'The disk is full'],
    [{ ...JOB, state: 'stopped' }, 'Stopped: the tables are as they were.'],
    [{ ...JOB, state: 'done', results: [result] }, 'Built anew from 12 events in 0.3 s'],
    [
      { ...JOB, state: 'done', results: [{ ...result, difference: difference(1) }] },
      '2 rows differ: 1 missing, 0 too many, 1 changed',
    ],
    [
      { ...JOB, state: 'done', results: [{ ...result, difference: { ...difference(0), changed: 0 } }] },
      'The tables say what the log says.',
    ],
  ] as [RebuildJob, string | null][])('is %#', (job, sentence) => {
    expect(outcomeOf(job)).toBe(sentence);
  });

  it('counts streams, not events', () => {
    expect(streamsOf([{ stream: 'a' }, { stream: 'b' }, { stream: 'a' }] as never)).toEqual(['a', 'b']);
  });
});
