import { parseFileName, parseFolderNames } from './parse-media-name.js';

/** `key (year)`, or `key s1 e1`, of each reading. */
const read = (path: string, alone = false): string[] => {
  const parts = path.split('/');
  return parseFileName(parts.at(-1) ?? '', parseFolderNames(parts.slice(0, -1)), alone).map((reading) =>
    reading.kind === 'movie'
      ? `${reading.key} (${reading.year})`
      : `${reading.key} s${reading.season} e${reading.episodes.join(',')}`,
  );
};

describe('a film on a disc', () => {
  it.each([
    'Film (2006)/BDMV/STREAM/00001.m2ts',
    'Movies/Film (2006)/BDMV/STREAM/00001.m2ts',
    'Film (2006) {imdb-tt1}/BDMV/STREAM/00001.m2ts',
    'Film (2006)/STREAM/00001.m2ts',
    'Film (2006)/00001.m2ts',
    'Film (2006)/VIDEO_TS/VTS_01_1.VOB',
    'Film (2006)/VTS_01_1.VOB',
    'Film (2006)/DVD/VIDEO_TS/VTS_02_3.VOB',
    'Film (2006)/HVDVD_TS/FEATURE_1.EVO',
    'Film (2006)/AVCHD/BDMV/STREAM/00000.MTS',
    'Film (2006)/MPEGAV/AVSEQ01.DAT',
    'Film (2006)/Disc 1/BDMV/STREAM/00000.m2ts',
    'Film (2006)/DVD 2/VIDEO_TS/VTS_01_1.VOB',
    'Film.2006.COMPLETE.BLURAY-GRP/BDMV/STREAM/00001.m2ts',
    'Film.2006.COMPLETE.BLURAY-GRP/Disc1/BDMV/STREAM/00001.m2ts',
    'Film (2006)/Film.2006.COMPLETE.BLURAY-GRP/BDMV/STREAM/00001.m2ts',
    'Film (2006)/FILM_DISC1/BDMV/STREAM/00001.m2ts',
    'Film (2006)/Film/VIDEO_TS/VTS_01_1.VOB',
    'film (2006)/bdmv/stream/00001.m2ts',
    'Film (2006)/Film CD1/film.avi',
    'Film (2006)/CD1/film.cd1.avi',
    'Film (2006)/Part 2/film.avi',
    'Film (2006)/Film.2006.iso',
    'Film (2006)/film.img',
    'Film (2006)/film.bin',
    'Film.2006.CD1.DVDRip.avi',
  ])('has the name of the folder above: %s', (path) => expect(read(path)).toEqual(['film (2006)']));

  it.each(['Film (2006)/Disk 1/a.avi', 'Film (2006)/CD2/grp-flm.cd2.avi', 'Film (2006)/FILM_DISC.iso'])(
    'whatever its only file is called: %s',
    (path) => expect(read(path, true)).toEqual(['film (2006)']),
  );

  it.each([
    'Film (2006)/VIDEO_TS/VIDEO_TS.IFO',
    'Film (2006)/VIDEO_TS/VIDEO_TS.VOB',
    'Film (2006)/VIDEO_TS/VTS_01_0.VOB',
    'Film (2006)/film.cue',
    'Film (2006)/Bonus Disc/VIDEO_TS/VTS_01_1.VOB',
    'Film (2006)/Disc 2 - Extras/BDMV/STREAM/00001.m2ts',
    'BDMV/STREAM/00001.m2ts',
  ])('is not its menu, its extras or a disc without a name: %s', (path) => expect(read(path, true)).toEqual([]));
});

describe('a show on discs', () => {
  it.each([
    ['Show/Season 1/Disc 1/Show.S01E01.mkv', 'show s1 e1'],
    ['Show/Season 1 Disc 2/Show.S01E05.mkv', 'show s1 e5'],
    ['Show/Season 1/CD1/E03.avi', 'show s1 e3'],
  ])('has episodes where they are named: %s', (path, reading) => expect(read(path)).toEqual([reading]));

  it.each([
    'Show (2010)/Season 1/BDMV/STREAM/00001.m2ts',
    'Show (2010)/Season 1/Disc 1/BDMV/STREAM/00001.m2ts',
    'Show/Season 1 Disc 2/VIDEO_TS/VTS_01_1.VOB',
    'Show S01 Disc 1/BDMV/STREAM/00001.m2ts',
    'Show S01 Disc 1.iso',
    'Show (2010)/Show S01 Disc 1.iso',
    'Show.2010.S01D01.iso',
    'Show.Season.1.Disc.1.iso',
  ])('is no film, and nobody knows which episodes it holds: %s', (path) => expect(read(path, true)).toEqual([]));
});
