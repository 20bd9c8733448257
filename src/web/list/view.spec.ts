import { isFiltered, nextSort, queryOf, viewOf } from './view.js';

describe('the view of the queue', () => {
  it.each([
    '',
    '?status=attention%2Cpaused&client=nas&text=fargo+s01&sort=-downloadSpeed',
    '?protocol=usenet&content=tmdb%3A603',
  ])('%s is read and written alike', (query) => expect(queryOf(viewOf(new URLSearchParams(query)))).toBe(query));
  it('passes over a sort that it does not know', () =>
    expect(viewOf(new URLSearchParams('sort=-nonsense')).sort).toBe('status'));
  it('is filtered by anything but its sort', () =>
    expect(['sort=title', 'text=a', 'client=nas'].map((query) => isFiltered(viewOf(new URLSearchParams(query))))).toEqual([false, true, true])); // prettier-ignore
  it('turns a column round, then lets go of it', () => {
    expect(nextSort('status', 'sizeBytes')).toBe('-sizeBytes');
    expect(nextSort('-sizeBytes', 'sizeBytes')).toBe('sizeBytes');
    expect(nextSort('sizeBytes', 'sizeBytes')).toBe('status');
    expect(nextSort('sizeBytes', 'title')).toBe('title');
  });
});
