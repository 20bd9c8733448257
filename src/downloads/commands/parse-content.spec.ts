import { parseContent } from './parse-content.js';

describe('content read from a title', () => {
  it.each([
    [
      'The.Matrix.1999.1080p.BluRay.x264',
      { kind: 'movie', mediaId: 'parsed:matrix-1999', title: 'The Matrix', year: 1999 },
    ],
    ['1917.2019.1080p.WEB', { kind: 'movie', mediaId: 'parsed:1917-2019', title: '1917', year: 2019 }],
    [
      'Breaking.Bad.S01E02E03.720p',
      { kind: 'episodes', mediaId: 'parsed:breakingbad', title: 'Breaking Bad', season: 1, episodes: [2, 3] },
    ],
    [
      'Breaking.Bad.S01.1080p.BluRay',
      { kind: 'season', mediaId: 'parsed:breakingbad', title: 'Breaking Bad', season: 1 },
    ],
    ['Breaking Bad S01-S03 1080p', { kind: 'series', mediaId: 'parsed:breakingbad', title: 'Breaking Bad' }],
  ])('%s', (title, content) => expect(parseContent(title)).toEqual(content));

  it.each(['ubuntu-24.04-desktop-amd64.iso', 'Some Movie', 'S01E01', ''])('nothing beyond doubt: %s', (title) =>
    expect(parseContent(title)).toBeNull(),
  );
});
