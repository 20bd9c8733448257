import { type Row } from '../live/row.js';
import { type Filter, filtered, needsAttention, statusCounts } from './filter.js';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const row = (more: Partial<Row>): Row =>
  ({ id: 'a', status: 'downloading', title: 'Severance.S02E01', downloadClient: 'nas', protocol: 'torrent', content: null, indexer: null, initiatedAt: '2026-11-25T11:00:00Z', ...more }) as Row; // prettier-ignore
const none: Filter = { status: [], client: [], protocol: [], content: null, text: '' };
const passes = (more: Partial<Row>, filter: Partial<Filter>) => filtered([row(more)], { ...none, ...filter }, NOW).length === 1; // prettier-ignore

describe('what needs attention', () => {
  it.each([
    ['warning', '2026-11-25T11:59:59Z', true],
    ['stalled', '2026-11-25T11:59:59Z', true],
    ['client-unavailable', '2026-11-25T11:59:59Z', true],
    ['submitting', '2026-11-25T11:59:30Z', false],
    ['submitting', '2026-11-25T11:58:30Z', true],
    ['downloading', '2026-11-20T00:00:00Z', false],
    ['paused', '2026-11-20T00:00:00Z', false],
  ])('%s since %s: %s', (status, initiatedAt, needs) =>
    expect(needsAttention(row({ status, initiatedAt }), NOW)).toBe(needs),
  );
});

describe('a filter', () => {
  it.each<[Partial<Row>, Partial<Filter>, boolean]>([
    [{}, {}, true],
    [{ status: 'paused' }, { status: ['paused', 'queued'] }, true],
    [{ status: 'paused' }, { status: ['queued'] }, false],
    [{ status: 'stalled' }, { status: ['attention'] }, true],
    [{}, { client: ['nas'] }, true],
    [{}, { client: ['other'] }, false],
    [{}, { protocol: ['usenet'] }, false],
    [{ content: { kind: 'movie', mediaId: 'tmdb:603', title: 'The Matrix' } }, { content: 'tmdb:603', text: 'matrix sever' }, true], // prettier-ignore
    [{}, { content: 'tmdb:603' }, false],
    [{}, { text: 'S02e01  severance' }, true],
    [{}, { text: 'fargo' }, false],
  ])('%j by %j: %s', (more, filter, through) => expect(passes(more, filter)).toBe(through));
});

describe('counts', () => {
  it('are by status, without what has ended', () =>
    expect([...statusCounts([row({}), row({ status: 'stalled' }), row({ status: 'completed', leavesAt: 1 })], NOW)]).toEqual([['attention', 1], ['downloading', 1], ['stalled', 1]])); // prettier-ignore
});
