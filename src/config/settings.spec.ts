import { InvalidSettings, readSettings } from './settings.js';

describe('settings', () => {
  it('have a default each', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      port: 6363,
      dataDir: `${process.cwd()}/data`,
      downloadDir: `${process.cwd()}/data/downloads`,
      libraryRoots: [],
      builtinClient: true,
      databaseUrl: null,
      eventStoreUrl: null,
    });
  });

  it('read lists by commas', () => {
    expect(readSettings({ LEDGARR_LIBRARY_ROOTS: '/a, /b,' }).libraryRoots).toEqual(['/a', '/b']);
  });

  it('switch faces on by their names, or all off', () => {
    const faces = (value?: string) => readSettings({ LEDGARR_FACES: value }).faces;
    expect(faces()).toEqual(['qbittorrent', 'sabnzbd', 'sonarr']);
    expect([faces('qbittorrent'), faces('none')]).toEqual([['qbittorrent'], []]);
    expect(() => faces('sonar')).toThrow('LEDGARR_FACES');
    expect(() => faces('none, qbittorrent')).toThrow('LEDGARR_FACES');
  });

  it('take an empty value for none', () => {
    expect(readSettings({ DATABASE_URL: '' }).databaseUrl).toBeNull();
  });

  it('name every mistake at once', () => {
    const read = () => readSettings({ LEDGARR_PORT: 'x', EVENTSTORE_URL: 'http://a', LEDGARR_PROT: '1' });
    expect(read).toThrow(InvalidSettings);
    expect(read).toThrow(
      /LEDGARR_PORT: [^]*EVENTSTORE_URL: must begin with esdb:[^]*LEDGARR_PROT: there is no such setting/,
    );
  });
});
