import { sharesData } from './shared-data.js';

const item = (id: string, outputPath: string | null) => ({ id, outputPath });

describe('the data of an item', () => {
  it.each([
    ['the same', '/d/Film', '/d/Film'],
    ['the same, but for a slash', '/d/Film/', '/d/Film'],
    ['a file within it', '/d/Film', '/d/Film/film.mkv'],
    ['the folder around it', '/d/Film/film.mkv', '/d/Film'],
    ['the same on Windows', 'D:\\d\\Film', 'D:/d/Film'],
  ])('is another one’s too: %s', (_, mine, others) => expect(sharesData(item('a', mine), [item('a', mine), item('b', others)])).toBe(true)); // prettier-ignore

  it.each([
    ['another', '/d/Film', '/d/Show'],
    ['of a name that begins the same', '/d/Film', '/d/Film 2'],
    ['not known', '/d/Film', null],
    ['not known here', null, '/d/Film'],
  ])('is its own: that of the other is %s', (_, mine, others) => expect(sharesData(item('a', mine), [item('b', others)])).toBe(false)); // prettier-ignore

  it('is not shared with itself', () => expect(sharesData(item('a', '/d'), [item('a', '/d')])).toBe(false));
});
