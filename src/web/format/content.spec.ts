import { type Content, contentName } from './content.js';

describe('the name of a content', () => {
  it.each<[Content | null, string | null]>([
    [null, null],
    [{ kind: 'movie', mediaId: 'tmdb:603', title: 'The Matrix', year: 1999 }, 'The Matrix (1999)'],
    [{ kind: 'movie', mediaId: 'tmdb:603' }, 'tmdb:603'],
    [{ kind: 'episodes', mediaId: 'x', title: 'Severance', season: 2, episodes: [1] }, 'Severance · S02 E01'],
    [{ kind: 'episodes', mediaId: 'x', title: 'Severance', season: 2, episodes: [1, 2, 3] }, 'Severance · S02 E01–E03'],
    [{ kind: 'episodes', mediaId: 'x', title: 'Severance', season: 2, episodes: [1, 5] }, 'Severance · S02 E01, E05'],
    [{ kind: 'season', mediaId: 'x', title: 'Fargo', season: 5 }, 'Fargo · Season 5'],
    [{ kind: 'series', mediaId: 'x', title: 'Fargo' }, 'Fargo · all seasons'],
  ])('%j reads %s', (content, name) => expect(contentName(content)).toBe(name));
});
