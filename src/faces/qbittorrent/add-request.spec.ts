import { FormBody } from '../../http/server/form-body.js';
import { contentFor } from '../content-for.js';
import { readAdd, uploadTitle } from './add-request.js';
import { Parameters } from './parameters.js';

const POLICY = { onDuplicate: 'join', force: false, ignoreLibrary: true } as const;
const said = (fields: Record<string, string>, files: { name: string; data: string }[] = []) => {
  const uploaded = files.map(({ name, data }) => ({ field: 'torrents', name, data: Buffer.from(data) }));
  return readAdd(new Parameters({}, new FormBody(new Map(Object.entries(fields)), uploaded)), POLICY);
};

describe('torrents/add', () => {
  it('takes a link in each line, and each file', () => {
    const { requests } = said({ urls: ' magnet:?xt=1 \r\n\nhttps://x/y.torrent\n' }, [{ name: 'f.torrent', data: 'file' }]); // prettier-ignore
    expect(requests.map(({ release }) => release)).toEqual([
      { magnet: 'magnet:?xt=1' },
      { url: 'https://x/y.torrent' },
      { torrent: Buffer.from('file').toString('base64') },
    ]);
  });

  it.each([
    [{ paused: 'True' }, true],
    [{ paused: 'False' }, false],
    [{ stopped: 'true' }, true],
    [{ stopped: 'False', paused: 'False' }, false],
    [{}, false],
  ])('knows the words of old and new versions: %j', (fields, isPaused) =>
    expect(said({ urls: 'x', ...(fields as Record<string, string>) }).isPaused).toBe(isPaused),
  );

  it.each([
    [
      { ratioLimit: '0.5', seedingTimeLimit: '10' },
      { ratio: 0.5, seconds: 600 },
    ],
    [{ ratioLimit: '0' }, { ratio: 0 }],
    [{ ratioLimit: '-2', seedingTimeLimit: '-1' }, null],
    [{ ratioLimit: '1e9', seedingTimeLimit: 'NaN' }, null],
    [
      { ratioLimit: '999999999999', seedingTimeLimit: '99999999999999' },
      { ratio: 10_000, seconds: 315_360_000 },
    ],
    [{}, null],
  ])('makes a seeding goal of its limits: %j', (fields, seedGoal) =>
    expect(said({ urls: 'x', ...(fields as Record<string, string>) }).requests[0]!.seedGoal).toEqual(seedGoal),
  );

  it('leaves what has no category without one', () => {
    const { category, requests } = said({ urls: 'x', category: ' ' });
    expect([category, requests[0]!.category]).toEqual(['', null]);
    expect(said({ urls: 'x', category: 'tv\0\n' })).toMatchObject({ category: 'tv', requests: [{ category: 'tv' }] });
  });

  it('takes it as the key is set', () => expect(said({ urls: 'x' }).requests[0]).toMatchObject(POLICY));
});

describe('the title of an upload', () => {
  it('is the name of its file, where that is one of a release', () => {
    expect(uploadTitle('Quiet.Harbor.S01E01.720p.WEB-DL.x264-KIT.torrent')).toBe('Quiet.Harbor.S01E01.720p.WEB-DL.x264-KIT'); // prettier-ignore
    for (const name of ['1234.torrent', 'download.torrent', '.torrent', null]) expect(uploadTitle(name)).toBeNull();
  });
});

describe('what it is for', () => {
  it('is read from the title, unless the category says otherwise', () => {
    const [show, film] = ['Show.S01E02.720p', 'Film.2019.1080p'];
    expect(contentFor('tv-sonarr', show)).toMatchObject({ kind: 'episodes', season: 1, episodes: [2] });
    expect(contentFor('', film)).toMatchObject({ kind: 'movie', year: 2019 });
    expect(contentFor('movies', show)).toBeNull();
    expect(contentFor('tv', film)).toBeNull();
    expect(contentFor('radarr', film)).toMatchObject({ kind: 'movie' });
    expect(contentFor('tv and movies', show)).toMatchObject({ kind: 'episodes' });
    expect(contentFor('whatever', 'no release')).toBeNull();
    expect(contentFor('tv', null)).toBe('parse');
  });
});
