import { type Content } from '../domain/content.js';
import { type KnownWork, matchContent } from './match-content.js';
import { parseContent } from './parse-content.js';

const works: KnownWork[] = [
  { mediaId: 'tmdb:603', title: 'The Matrix', year: 1999, isMovie: true },
  { mediaId: 'tmdb:604', title: 'The Matrix', year: 2030, isMovie: true },
  { mediaId: 'tvdb:81189', title: 'Breaking Bad', year: null, isMovie: false },
  { mediaId: 'tvdb:1', title: 'Quiet Valley', year: null, isMovie: false },
  { mediaId: 'tvdb:2', title: 'Quiet Valley', year: null, isMovie: false },
  { mediaId: 'tmdb:9', title: 'Night Harbour', year: null, isMovie: true },
];
const matched = (title: string) => matchContent(parseContent(title), works);

describe('content that is read from a title', () => {
  it.each<[string, Partial<Content>]>([
    ['The.Matrix.1999.1080p.BluRay.x264-GRP', { kind: 'movie', mediaId: 'tmdb:603', title: 'The Matrix', year: 1999 }],
    ['Breaking.Bad.S01E02.720p', { kind: 'episodes', mediaId: 'tvdb:81189', season: 1, episodes: [2] }],
    ['Breaking.Bad.S03.1080p', { kind: 'season', mediaId: 'tvdb:81189', season: 3 }],
    ['Night.Harbour.2021.1080p', { kind: 'movie', mediaId: 'tmdb:9', year: 2021 }],
    ['Nobody.Knows.It.2020.1080p', { kind: 'movie', mediaId: 'parsed:nobodyknowsit-2020' }],
  ])('%s is what the history knows by that name', (title, content) =>
    expect(matched(title)).toMatchObject({ content, note: null }));

  it('that may be more than one is none, and says which', () =>
    expect(matched('Quiet.Valley.S01E01.1080p')).toEqual({
      content: null,
      note: 'It may be any of tvdb:1, tvdb:2, so it was adopted without one.',
    }));

  it('is none where nothing could be read', () => expect(matched('a file')).toEqual({ content: null, note: null }));
}); // prettier-ignore
