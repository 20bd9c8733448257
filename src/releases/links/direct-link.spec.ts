import { directLinkKey, fileNameOf, normalLink } from './direct-link.js';

const SAME = 'http://files.example/a/Film.mkv?id=1&key=2';

describe('a direct link', () => {
  it.each([
    SAME,
    ` ${SAME}\n`,
    SAME.replace('&', '&amp;'),
    SAME.replace('&', '&#38;'),
    SAME.replace('&', '&#x26;'),
    SAME.replace('&', '&amp;amp;'),
    'HTTP://FILES.EXAMPLE:80/a/Film.mkv?id=1&key=2',
    'http://files.example\\a\\b\\..\\Film.mkv?id=1&key=2',
    'http:/files.example/a/./Film.mkv?id=1&key=2',
    'http://files.exa\nmple/a/Fi\tlm.mkv?id=1&key=2',
  ])('is written in one way, as from %j', (text) => {
    expect(normalLink(text)).toBe(SAME);
    expect(directLinkKey(normalLink(text))).toBe('a498602117a5e277048affc16f62565249fa0444');
  });

  it('goes where a URL parser says, whatever stands before an @', () => {
    expect(normalLink('http://ok.example:7201\\@127.0.0.1:7299/x')).toBe('http://ok.example:7201/@127.0.0.1:7299/x');
    expect(normalLink('http://ok.example#@other.example/')).toBe('http://ok.example/#@other.example/');
  });

  it('keeps what only looks escaped, and what is no link', () => {
    expect(normalLink('http://a.example/?a=1&copy;=2&ampere=3')).toBe('http://a.example/?a=1&copy;=2&ampere=3');
    expect(normalLink('nonsense')).toBe('nonsense');
  });

  it.each([
    ['http://a.example/Caf%C3%A9.mkv', 'Café.mkv'],
    ['http://a.example/Caf%E9.mkv', 'Café.mkv'],
    ['http://a.example/100%.mkv', '100%.mkv'],
    ['http://a.example/a/', null],
  ])('%s is called %s', (link, name) => {
    expect(fileNameOf(link)).toBe(name);
  });
});
