import { contentFiles } from './content-files.js';

describe('the files that a download was for', () => {
  it.each([
    [
      'a film, without its sample, its words and its pictures',
      [
        '/d/F.2010/F.2010.mkv',
        '/d/F.2010/F.2010.nfo',
        '/d/F.2010/Subs/F.srt',
        '/d/F.2010/Sample/f-sample.mkv',
        '/d/F.2010/f.jpg',
      ],
      ['/d/F.2010/F.2010.mkv'],
    ],
    ['a film that lies by itself', ['/d/other/F.2010.mkv'], ['/d/other/F.2010.mkv']],
    [
      'a pack in a folder that is called as extras are',
      ['/d/extras/a.mkv', '/d/extras/b.mkv'],
      ['/d/extras/a.mkv', '/d/extras/b.mkv'],
    ],
    ['a pack without its extras', ['/d/S/S01E01.mkv', '/d/S/Featurettes/x.mkv'], ['/d/S/S01E01.mkv']],
    [
      'a film, without a sample of its whole name',
      ['/d/Movie.2019/movie.2019.1080p.mkv', '/d/Movie.2019/sample.movie.2019.1080p.mkv'],
      ['/d/Movie.2019/movie.2019.1080p.mkv'],
    ],
    [
      'a film in archives, without its sample',
      ['/d/M.2019/m.2019.rar', '/d/M.2019/sample.m.2019.mkv'],
      ['/d/M.2019/m.2019.rar'],
    ],
    ['a film whose title begins as samples do', ['/d/Sample.People.2000.mkv'], ['/d/Sample.People.2000.mkv']],
    [
      'a pack of such a show, with a file that is called otherwise',
      ['/d/Trailer Park Boys/Season 1/Trailer Park Boys - S01E01.mkv', '/d/Trailer Park Boys/Season 1/Bonus.mkv'],
      ['/d/Trailer Park Boys/Season 1/Trailer Park Boys - S01E01.mkv', '/d/Trailer Park Boys/Season 1/Bonus.mkv'],
    ],
    [
      'a film without the programs beside it',
      ['/d/F/F.2010.mkv', '/d/F/codec.exe', '/d/F/Play.lnk'],
      ['/d/F/F.2010.mkv'],
    ],
    ['a program, where that is all', ['/d/P/setup.exe'], ['/d/P/setup.exe']],
    [
      'a film, not the disc of its extras',
      ['/d/F/Disc 1/BDMV/STREAM/00001.m2ts', '/d/F/Bonus Disc/BDMV/STREAM/00001.m2ts'],
      ['/d/F/Disc 1/BDMV/STREAM/00001.m2ts'],
    ],
    ['archives', ['/d/F/f.rar', '/d/F/f.r00', '/d/F/f.sfv', '/d/F/Sample/f.mkv'], ['/d/F/f.rar', '/d/F/f.r00']],
    ['what nobody knows', ['/d/F/f.bin', '/d/F/VIDEO_TS/VTS_01_1.VOB'], ['/d/F/f.bin', '/d/F/VIDEO_TS/VTS_01_1.VOB']],
    ['nothing', ['/d/F/f.nfo', '/d/F/f.sample.mkv', '/d/F/f.mkv.part'], ['/d/F/f.mkv.part']],
    ['no files at all', [], []],
  ])('%s', (_, paths, files) => expect(contentFiles(paths)).toEqual(files));
});
