import { type z } from 'zod';
import { type ProblemError } from '../../http/problem.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { newDownload } from './download-schemas.js';
import { historyQuery, queueQuery } from './query-schemas.js';

const release = { magnet: 'magnet:?' };
const pipe = new SchemaPipe();
const taken = (body: object) => pipe.transform<unknown>({ release, ...body }, { type: 'body', schema: newDownload });
/** What is wrong, as `field: problem`. */
const wrong = async (schema: z.ZodType, value: unknown): Promise<string[]> => {
  try {
    await pipe.transform(value, { type: 'body', schema });
    return [];
  } catch (error) {
    const errors = (error as ProblemError).problem['errors'] as { field: string; problem: string }[];
    return errors.map(({ field, problem }) => `${field}: ${problem}`);
  }
};
const fields = (problems: string[]) => problems.map((line) => line.slice(0, line.indexOf(':')));

describe('what is asked for', () => {
  it.each([
    [{ kind: 'movie' }, ['content.mediaId']],
    [{ kind: 'season', mediaId: 't:1' }, ['content.season']],
    [{ kind: 'season', mediaId: 't:1', season: '1' }, ['content.season']],
    [{ kind: 'season', mediaId: 't:1', season: 1e9 }, ['content.season']],
    [{ kind: 'movie', mediaId: 't:1', year: '1999' }, ['content.year']],
    [
      { kind: 'episodes', mediaId: '', season: -1, episodes: [] },
      ['content.mediaId', 'content.season', 'content.episodes'],
    ],
    [{ kind: 'film', mediaId: 't:1' }, ['content.kind']],
    ['guess', ['content']],
    [7, ['content']],
  ])('in content %j names the field at fault', async (content, expected) =>
    expect(fields(await wrong(newDownload, { release, content }))).toEqual(expected),
  );

  it.each([
    [{ magnet: 7 }, ['release.magnet']],
    [{ magnet: 'a', url: 'b' }, ['release']],
    [{}, ['release']],
  ])('in release %j names the field at fault', async (given, expected) =>
    expect(fields(await wrong(newDownload, { release: given }))).toEqual(expected),
  );

  it('says what is missing', async () => {
    expect(await wrong(newDownload, {})).toEqual(['release: give one of magnet, url, torrent (base64), nzb (base64)']);
    expect(await wrong(newDownload, { release, content: { kind: 'movie' } })).toEqual(['content.mediaId: is missing']);
    expect(await wrong(newDownload, undefined)).toEqual(['body: is missing']);
  });

  it('says what else there is', async () =>
    expect(await wrong(newDownload, { release, content: 'guess' })).toEqual([
      'content: is "parse", or a movie, episodes, a season or a series',
    ]));

  it.each(['title', 'category', 'indexer', 'client'])(
    'has a %s in one line, of characters that can be kept',
    async (field) => {
      expect(await taken({ [field]: ' a\u0000b\n\ud800c ' })).toMatchObject({ [field]: 'a b c' });
      for (const nothing of ['', ' ', '\u0000', '\ud800', '\r\n']) {
        expect(fields(await wrong(newDownload, { release, [field]: nothing }))).toEqual([field]);
      }
    },
  );

  it('reads what was copied from a feed as the characters themselves', async () => {
    const work = { kind: 'movie', mediaId: 'tmdb:1' };
    const given = { title: 'Law.&amp;.Order', category: 'TV &#38; more', indexer: 'A&amp;amp;B', content: { ...work, title: 'Grey&#39;s' } }; // prettier-ignore
    const plain = {
      title: 'Law.&.Order',
      category: 'TV & more',
      indexer: 'A&B',
      content: { ...work, title: "Grey's" },
    };
    expect(await taken(given)).toEqual({ release, ...plain });
    expect(await taken({ title: 'AT&T R&D;' })).toMatchObject({ title: 'AT&T R&D;' });
    expect(fields(await wrong(newDownload, { release, title: '&#10;&nbsp;' }))).toEqual(['title']);
  });

  it('bounds whatever becomes part of an event', async () => {
    const long = (most: number) => 'x'.repeat(most + 1);
    const content = { kind: 'movie', mediaId: `t:${long(200)}`, title: long(500) };
    const given = { release, title: long(500), category: long(200), indexer: long(200), client: long(100), content };
    expect(fields(await wrong(newDownload, given)).sort()).toEqual([
      'category',
      'client',
      'content.mediaId',
      'content.title',
      'indexer',
      'title',
    ]);
  });

  it('keeps a title as it is in other scripts and with signs beyond the basic plane', async () =>
    expect(await taken({ title: '千と千尋 🎬' })).toMatchObject({ title: '千と千尋 🎬' }));
});

describe('questions', () => {
  it.each(['text', 'client', 'content'])('%s cannot hold NUL', async (field) => {
    expect(fields(await wrong(queueQuery, { [field]: 'a\u0000' }))).toEqual([field]);
    expect(fields(await wrong(historyQuery, { [field]: 'a\u0000' }))).toEqual([field]);
  });

  it('know no year 0', async () =>
    expect(fields(await wrong(historyQuery, { from: '0000-01-01T00:00:00Z' }))).toEqual(['from']));
});
