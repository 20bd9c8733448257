import { eventDetail, eventStatus } from './event-detail.ts';

describe('what an event says', () => {
  it.each([
    ['download.failed', { reason: 'missing-articles', message: 'Out of retention' }, 'Out of retention'],
    ['download.failed', { reason: 'missing-articles' }, 'missing-articles'],
    ['download.completed', { outputPath: '/data/Dune' }, '/data/Dune'],
    ['download.cancelled', { reason: 'user' }, 'user'],
    ['download.initiated', { origin: 'retry', indexer: 'nzb.example' }, 'retry · nzb.example'],
    ['download.initiated', { origin: 'request' }, null],
    ['download.paused', {}, null],
    ['a.newer-one', null, null],
  ])('of %s %j is %j', (type, data, detail) => {
    expect(eventDetail(type, data)).toBe(detail);
  });

  it('stands for a status', () => {
    expect(['download.initiated', 'download.paused', 'download.removed'].map(eventStatus)).toEqual(['submitting', 'paused', 'cancelled']); // prettier-ignore
  });
});
