import { dispositionName } from './disposition-name.js';

/** A header as Node hands it on. */
const received = (header: string, encoding: BufferEncoding = 'utf8') =>
  Buffer.from(header, encoding).toString('latin1');

describe('the name in a Content-Disposition', () => {
  it.each([
    // As the standard has it.
    ['attachment; filename="Film.2019.mkv"', 'Film.2019.mkv'],
    ['attachment; filename=Film.2019.mkv', 'Film.2019.mkv'],
    ['ATTACHMENT; FILENAME="Film.mkv"', 'Film.mkv'],
    ['inline;filename = "Film.mkv" ; size=5', 'Film.mkv'],
    ['attachment; filename="a \\"b\\" c.mkv"', 'a "b" c.mkv'],
    ['attachment; filename="f\\oo.mkv"', 'foo.mkv'],
    ['attachment; filename="a;b.mkv"', 'a;b.mkv'],
    ['attachment; name="x"; filename="a=b.mkv"', 'a=b.mkv'],
    ['attachment; x="filename=no.mkv"; filename=yes.mkv', 'yes.mkv'],
    ["attachment; filename*=UTF-8''Caf%C3%A9%20de%20Flore.mkv", 'Café de Flore.mkv'],
    ["attachment; filename*=utf-8'en'Caf%C3%A9.mkv", 'Café.mkv'],
    ["attachment; filename*=iso-8859-1''Caf%E9.mkv", 'Café.mkv'],
    ["attachment; filename*=ISO-8859-1'fr'Caf%E9.mkv", 'Café.mkv'],
    ["attachment; filename*=windows-1252''%93Film%94.mkv", '“Film”.mkv'],
    ["attachment; filename*=Shift_JIS''%83e%83X%83g.mkv", 'テスト.mkv'],
    [`attachment; filename="Cafe.mkv"; filename*=UTF-8''Caf%C3%A9.mkv`, 'Café.mkv'],
    [`attachment; filename*=UTF-8''Caf%C3%A9.mkv; filename="Cafe.mkv"`, 'Café.mkv'],
    // As servers have it.
    ['attachment; filename="Café – 日本.mkv"', 'Café – 日本.mkv'],
    ['attachment; filename=Café de Flore.mkv', 'Café de Flore.mkv'],
    ['attachment; filename=Some Film (2019).mkv', 'Some Film (2019).mkv'],
    ['attachment; filename=Some Film (2019).mkv ; size=5', 'Some Film (2019).mkv'],
    ['attachment; filename="Caf%C3%A9%20de%20Flore.mkv"', 'Café de Flore.mkv'],
    ['attachment; filename=Caf%c3%a9.mkv', 'Café.mkv'],
    ['attachment; filename="100%.Wolf.50%be.mkv"', '100%.Wolf.50%be.mkv'],
    ['attachment; filename="=?UTF-8?B?Q2Fmw6kubWt2?="', 'Café.mkv'],
    ['attachment; filename="=?utf-8?Q?Caf=C3=A9_de?= =?utf-8?Q?_Flore.mkv?="', 'Café de Flore.mkv'],
    ['attachment; filename==?ISO-8859-1?Q?Caf=E9.mkv?=', 'Café.mkv'],
    ['attachment; filename*="UTF-8\'\'Caf%C3%A9.mkv"', 'Café.mkv'],
    ["attachment; filename*=UTF-8''It's.mkv", "It's.mkv"],
    ["attachment; filename*=UTF-8''Café.mkv", 'Café.mkv'],
    ['attachment; filename*=Caf%C3%A9.mkv', 'Café.mkv'],
    [`attachment; filename="Cafe.mkv"; filename*=UTF-8''Caf%E9.mkv`, 'Cafe.mkv'],
    [`attachment; filename="Cafe.mkv"; filename*=klingon''Caf%E9.mkv`, 'Cafe.mkv'],
    ['attachment; filename*0="Some."; filename*1="Film"; filename*2=".mkv"', 'Some.Film.mkv'],
    [`attachment; filename*0*=UTF-8''Caf%C3%A9; filename*1=" 100%41.mkv"`, 'Café 100%41.mkv'],
    ['filename="Film.mkv"', 'Film.mkv'],
    ['filename=Film.mkv; size=5', 'Film.mkv'],
    ['; filename=Film.mkv', 'Film.mkv'],
    ['attachment; filename="Film.mkv', 'Film.mkv'],
    ['attachment; filename="Film.mkv"x; size=5', 'Film.mkv'],
    ['attachment; filename="dir/sub/Film.mkv"', 'Film.mkv'],
    ['attachment; filename="../../Film.mkv"', 'Film.mkv'],
    ['attachment; filename="C:\\Users\\me\\Film.mkv"', 'Film.mkv'],
    ['attachment; filename="\\\\nas\\share\\Film.mkv"', 'Film.mkv'],
    ['attachment; filename="%2e%2e%2fFilm.mkv"', 'Film.mkv'],
    ["attachment; filename*=UTF-8''..%2F..%2FFilm.mkv", 'Film.mkv'],
    // Nothing.
    ['attachment', null],
    ['attachment; filename=', null],
    ['attachment; filename=""', null],
    ['attachment; filename="dir/"', null],
    ['attachment; nofilename="a.mkv"', null],
    ['', null],
    [';;;', null],
    ['"', null],
  ])('of %s is %s', (header, name) => {
    expect(dispositionName(received(header))).toBe(name);
  });

  it('of bytes that are not UTF-8 is read as Windows-1252', () => {
    expect(dispositionName(received('attachment; filename="Café.mkv"', 'latin1'))).toBe('Café.mkv');
    expect(dispositionName(received('attachment; filename="a \x96 b.mkv"', 'latin1'))).toBe('a – b.mkv');
  });

  it('is none without a header', () => {
    expect(dispositionName(undefined)).toBeNull();
  });
});
