import { addressProblem } from './address-problem.js';

const HTTP = ['http', 'https'];
const SCGI = ['scgi', ...HTTP];

describe('the address of a client', () => {
  it.each([
    'http://nas:9091',
    'HTTP://NAS:9091/',
    'https://nas/transmission/rpc',
    'http://[fd00::1]:9091',
    'http://nas:8080/#/',
    'http://nas:9091/rpc?token=x',
    'http://u:p%23ss%25@nas:9091',
    'http://u:p@ss@nas:9091',
    'http://u:@nas',
    'http://nas_1.local',
  ])('%s can be used', (url) => expect(addressProblem(url, HTTP)).toBeNull());

  it.each([
    ['http://u:pa#ss@nas:9091', /password.*%23.*username and password/],
    ['http://u:12#ss@nas:9091', /password.*%23/],
    ['http://u:pa/ss@nas:9091', /password.*%2F/],
    ['http://u:1/ss@nas:9091', /password.*%2F/],
    ['http://u:pa?ss@nas:9091', /password.*%3F/],
    ['http://u:50%off@nas', /% that encodes nothing.*%25/],
    ['http://50%off@nas', /% that encodes nothing/],
    ['http://u:%FF@nas', /% that encodes nothing/],
    ['http://u:pa\\ss@nas', /backslash/],
    ['http:\\\\nas:9091', /backslash/],
    ['http://nas:90911', /port.*65535/],
    ['http://nas:0', /port.*65535/],
    ['http://nas:port', /port/],
    ['http://nas:-1', /port/],
    ['http://u:p@nas:x', /port/],
    ['http://:9091', /no host/],
    ['http://', /no host/],
    ['http:///nas', /no host/],
    ['http://u:p@', /no host/],
    ['http://u:p@:9091', /no host/],
    ['nas:port', /http:\/\/ or https:\/\//],
    ['nas:9091', /http:\/\/nas:9091/],
    ['nas', /http:\/\//],
    ['', /http:\/\//],
    ['http:nas:9091', /http:\/\//],
    ['ftp://nas', /http:\/\//],
    ['file:///etc/passwd', /http:\/\//],
    ['ws://nas:6800/jsonrpc', /http:\/\//],
    ['scgi://nas:5000', /http:\/\//],
    [' http://nas:9091', /blank/],
    ['http://nas:9091\n', /blank/],
    ['http://my nas:9091', /blank/],
    ['http://nas:9091/a b', /blank/],
    ['http://u:p\0@nas', /character that no address has/],
    ['http://u:\ud800@nas', /character that no address has/],
    ['http://1.2.3.999', /host that cannot be read/],
    ['http://na%s:9091', /host that cannot be read/],
    ['http://[fd00::1:9091', /port/],
  ])('%s is none, and why is said with the remedy', (url, said) => expect(addressProblem(url, HTTP)).toMatch(said));

  it('may be one of SCGI for a client that has it', () =>
    expect(
      ['scgi://nas:5000', 'scgi:///run/rtorrent.sock', 'scgi://nas:50000000', 'scgi:///'].map((url) =>
        addressProblem(url, SCGI),
      ),
    ).toEqual([null, null, expect.stringContaining('port'), expect.stringContaining('no host')]));

  it('is not repeated, since it may hold a password', () =>
    expect(addressProblem('http://u:s3cret#x@nas:9091')).not.toContain('s3cret'));
});
