import { figure, many } from '../words.ts';

export const time = {
  hint: 'The queue as it was. Progress and speeds are not kept in the log.',
  at: 'As it was at',
  slider: 'Instant',
  now: 'Now',
  previous: 'Previous event',
  next: 'Next event',
  compare: 'Compare with',
  compareNothing: 'Nothing',
  compareNow: 'Now',
  compareInstant: 'Another instant',
  compareAt: 'Compare with the queue at',
  queue: (count: number) => many(count, 'download was in the queue', 'downloads were in the queue'),
  list: 'The queue then',
  changes: 'What changed',
  counts: (arrived: number, ended: number, changed: number) =>
    `${figure(arrived)} arrived, ${figure(ended)} ended, ${figure(changed)} changed`,
  kinds: { arrived: 'Arrived', ended: 'Ended', changed: 'Changed' },
  notThere: 'not there yet',
  empty: 'Nothing was on its way.',
  emptyChanges: 'Nothing changed in this time.',
  emptyLog: 'Nothing has happened yet.',
  copy: 'Copy link',
  copied: 'The link is copied',
  since: 'since',
};
