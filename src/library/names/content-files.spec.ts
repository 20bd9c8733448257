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
    ['archives', ['/d/F/f.rar', '/d/F/f.r00', '/d/F/f.sfv', '/d/F/Sample/f.mkv'], ['/d/F/f.rar', '/d/F/f.r00']],
    ['what nobody knows', ['/d/F/f.bin', '/d/F/VIDEO_TS/VTS_01_1.VOB'], ['/d/F/f.bin', '/d/F/VIDEO_TS/VTS_01_1.VOB']],
    ['nothing', ['/d/F/f.nfo', '/d/F/f.sample.mkv', '/d/F/f.mkv.part'], ['/d/F/f.mkv.part']],
    ['no files at all', [], []],
  ])('%s', (_, paths, files) => expect(contentFiles(paths)).toEqual(files));
});
