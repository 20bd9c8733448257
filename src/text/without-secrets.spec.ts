import { withoutLinks, withoutSecrets } from './without-secrets.js';

describe('a message for the log', () => {
  it.each([
    ['https://t.example/SECRET', 'https://t.example/…'],
    ['cannot fetch https://t.example:8443/dl/SECRET?a=SECRET#SECRET, sorry', 'cannot fetch https://t.example:8443/… sorry'],
    ['https://t.example', 'https://t.example/…'],
    ['(see https://t.example).', '(see https://t.example/…'],
    ['udp://[fd00::1]:6969/SECRET', 'udp://[fd00::1]:6969/…'],
    ['link=https://t.example/SECRET,https://u.example/SECRET', 'link=https://t.example/…'],
    ["'https://t.example/O'Brien/SECRET'", "'https://t.example/…'"],
    ['magnet:?xt=urn:btih:SECRET&tr=http://t/SECRET', 'magnet:…'],
    ['magnet%3A%3Fxt%3Durn%3Abtih%3ASECRET', 'magnet:…'],
    ['https://u:aSECRET@t.example/SECRET', 'https://t.example/…'],
    ['https://u:a@bSECRET@t.example', 'https://t.example/…'],
    ['https://u:1/SECRET@t.example/x', 'https://…'],
    ['https://u:a#SECRET@t.example/x', 'https://…'],
    ['{"url":"https:\\/\\/t.example\\/SECRET"}', '{"url":"https://t.example/…"}'],
    ['{\\"url\\":\\"https:\\\\/\\\\/t.example\\\\/SECRET\\"}', '{\\"url\\":\\"https://t.example/…"}'],
    ['https:\\u002F\\u002Ft.example\\u002FSECRET', 'https://t.example/…'],
    ['url=http%3A%2F%2Ft.example%2Fdl%3Fapikey%3DSECRET', 'url=http://t.example/…'],
    ['http%253A%252F%252Ft.example%252FSECRET', 'http://t.example/…'],
    ['http%3A%2F%2Fu%3ASECRET%40t.example%2Fdl', 'http://t.example/…'],
    ['t.example/dl/1?apikey=SECRET&r=SECRET', 't.example/…'],
    ['GET /dl/1?r=SECRET failed', 'GET … failed'],
    ['t.example/SECRET?to=https://u.example/x', 't.example/…'],
    ['prowlarr:9696/1/download?link=SECRET', 'prowlarr:9696/…'],
    ['//t.example/SECRET', '//t.example/…'],
    ['//u:SECRET@t.example', '//t.example/…'],
    ['torrent_pass=SECRET&passkey=SECRET&apikey=SECRET', 'torrent_pass=…'],
    ['apikey%3DSECRET', 'apikey%3D…'],
    ['password="SECRET and SECRET" is wrong', 'password=… is wrong'],
    ['password = SECRET', 'password = …'],
    ['X-Api-Key: SECRET', 'X-Api-Key: …'],
    ['Authorization: Bearer SECRET.SECRET was refused', 'Authorization: … was refused'],
    ['Authorization: Basic SECRET=', 'Authorization: …'],
    ['bearer SECRET1 has expired', 'bearer … has expired'],
    ['Cookie: uid=SECRET; pass=SECRET; more', 'Cookie: … more'],
    ['token: SECRET', 'token: …'],
    ['{"api_key":"SECRET","a":1}', '{"api_key":…,"a":1}'],
    ['{"api_key": "SECRET \\" SECRET", "a": 1}', '{"api_key": …, "a": 1}'],
    ['{\\"token\\":\\"SECRET SECRET\\"}', '{\\"token\\":…}'],
    ["{'password': 'SECRET SECRET'}", "{'password': …}"],
    ['%{"apikey" => "SECRET", password: "SECRET"}', '%{"apikey" => …, password: …}'],
    ['[{"x-api-key", "SECRET"}, {"authorization", "Bearer SECRET"}]', '[{"x-api-key", …}, {"authorization", …}]'],
    ['headers: %{"x-api-key" => ["SECRET"]}', 'headers: %{"x-api-key" => …]}'],
    ['cannot reach admin:SECRET@nas.example', 'cannot reach …@nas.example'],
    ['admin:SECRET@nas:9091 said no', '…@nas:9091 said no'],
    ['(admin:SECRET@192.168.1.2)', '(…@192.168.1.2)'],
    ['login failed, user: admin pass: SECRET', 'login failed, user: admin pass: …'],
    ['sent X-Api-Key SECRET to it', 'sent X-Api-Key … to it'],
    ['sent Authorization Bearer SECRET', 'sent Authorization Bearer …'],
    ['the api key 0SECRET1 has expired', 'the api key … has expired'],
  ])('%s', (text, expected) => {
    expect(expected).not.toContain('SECRET');
    expect(withoutSecrets(text)).toBe(expected);
  }); // prettier-ignore

  it.each([
    'no peers for 3 days',
    "the tracker says: 'torrent isn't registered' (404), 12:30:05",
    'cannot write /downloads/movies//A.Movie.2020/a.mkv: no space left on device',
    'cannot write C:\\downloads\\tv\\x.mkv',
    '100% of 3/4 pieces; key not found?',
    'Basic authentication is needed, bearer tokens are not',
    'X-Api-Key is missing, the password was wrong, the token has expired',
    'no peers: 3 of 5, mail admin@nas.example',
  ])('that holds none stays as it is: %s', (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });

  it('is read in a time that grows with its length alone', () => {
    const long = ['a', 'a.', 'a-', '/', '\\', '?', '%25', 'key', 'http:', '"', ';a=', ' '].map((part) =>
      part.repeat(100_000),
    );
    const begun = performance.now();
    for (const text of long) withoutSecrets(text);
    // Some 0.1 s: a square of the length takes minutes, on any machine.
    expect(performance.now() - begun).toBeLessThan(60_000);
  });
});

describe('a message for people who want to know where', () => {
  it.each([
    ['Transmission at http://nas:9091: wrong password', 'Transmission at http://nas:9091: wrong password'],
    ['https://[fd00::1]:8443/ does not answer', 'https://[fd00::1]:8443/ does not answer'],
    ['http://u:SECRET@nas:9091 does not answer', 'http://nas:9091/… does not answer'],
    ['http://nas:9091/SECRET does not answer', 'http://nas:9091/… does not answer'],
  ])('keeps addresses that hold nothing else: %s', (text, expected) => {
    expect(withoutSecrets(text, { origins: 'keep' })).toBe(expected);
  });
});

describe('a name for the log', () => {
  it.each([
    'The.Secret.Garden.1993.1080p.BluRay.x264-GROUP',
    'Token: A Story (2010)',
    'The Password: Part 2',
    'Master.Key.S01E01.720p',
    'The Pass (2016) [1080p] {imdb-tt1}',
    'Fate/stay night: Unlimited Blade Works - 01',
    'Who.Am.I?.2014.German',
    "Ocean's Eleven & Twelve = 23; 50% off @ home #1",
    'Face//Off (1997)',
    'Äpfel & Birnen – 「東京」 S01:E02',
    'AC-DC\\Live.At.Donington',
    'Show - 10:15 @ Night [1080p]',
    'Mission: Impossible@home',
  ])('that is an ordinary one stays as it is: %s', (title) => {
    expect(withoutLinks(title)).toBe(title);
  });

  it.each([
    ['A.Movie https://t.example/SECRET', 'A.Movie https://t.example/…'],
    ['t.example/dl?apikey=SECRET', 't.example/…'],
    ['A.Movie.passkey=SECRET', 'A.Movie.passkey=…'],
  ])('loses its links and keys: %s', (title, expected) => {
    expect(withoutLinks(title)).toBe(expected);
  });
});
