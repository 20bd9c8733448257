import { keptAddress, shownAddress, splitAddress } from './client-address.js';

describe('the address of a client', () => {
  it.each([
    ['http://nas:9091', 'http://nas:9091', null, null],
    ['http://u:p@nas:9091/rpc', 'http://nas:9091/rpc', 'u', 'p'],
    ['http://u%40x:p%3A%2Fq@nas', 'http://nas', 'u@x', 'p:/q'],
    ['http://u@nas/', 'http://nas/', 'u', null],
    ['http://:p@nas/', 'http://nas/', null, 'p'],
    ['http://u:p@q@nas/a@b', 'http://nas/a@b', 'u', 'p@q'],
    ['http://nas/?user=a@b', 'http://nas/?user=a@b', null, null],
    ['nothing at all', 'nothing at all', null, null],
  ])('%s is kept without its user', (url, bare, username, password) => {
    expect(splitAddress(url)).toEqual({ url: bare, username, password });
  });

  it.each([
    ['http://u:SECRET@nas:9091/rpc', 'http://nas:9091/rpc'],
    ['http://nas/api?token=SECRET&apikey=SECRET', 'http://nas/api?token=…&apikey=…'],
    ['http://nas/api?SECRET', 'http://nas/api?…'],
    ['http://nas/api?a=SECRET?b=SECRET#SECRET', 'http://nas/api?a=…'],
    ['http://nas/api?', 'http://nas/api?'],
  ])('%s is shown without what is secret', (url, shown) => {
    expect(shownAddress(url)).toBe(shown);
    expect(keptAddress(shown, url)).toBe(splitAddress(url).url);
  });

  it.each([
    ['http://other/api?token=…', 'http://other/api?token=SECRET'],
    ['http://nas/api?token=%E2%80%A6&b=2', 'http://nas/api?token=SECRET&b=2'],
    ['http://nas/api?token=new', 'http://nas/api?token=new'],
    ['http://nas/api', 'http://nas/api'],
  ])('given again as %s keeps what was not shown', (given, kept) => {
    expect(keptAddress(given, 'http://nas/api?token=SECRET')).toBe(kept);
  });
});
