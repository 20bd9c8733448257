import fc from 'fast-check';
import { BlockedAddress, checkedAddresses, isPublic } from './link-guard.js';

describe('the guard of links', () => {
  it.each([
    '127.0.0.1', '127.255.255.254', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1',
    '192.0.2.1', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12::1', 'ff02::1', 'fec0::1', '2001:db8::1', '2001::1',
    '2002:7f00:1::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::127.0.0.1', '64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b:1::1', '100::1', 'nonsense', '',
    // Documentation, benchmarking, AS112, AMT, ORCHID, discard, segment routing, translation, broadcast and the like.
    '198.51.100.7', '203.0.113.9', '198.19.255.255', '192.0.0.170', '192.88.99.1', '192.175.48.1', '192.31.196.1', '192.52.193.1', '240.0.0.1',
    '3fff::1', '3fff:fff::1', '2001:2::1', '2001:3::1', '2001:10::1', '2001:20::1', '2620:4f:8000::1', '5f00::1', '::ffff:0:127.0.0.1', 'fdff::1', 'febf::1',
    '2001:0:102:304::', '2002:0a00:1::1', 'ff0e::1', '4000::1', '64:ff9b::169.254.169.254', '::ffff:169.254.169.254',
    '127.1', '0x7f000001', '2130706433', '127.0.0.1 ', '127.0.0.1.', '1.1.1.256',
  ])('holds %s for private', (address) => expect(isPublic(address)).toBe(false)); // prettier-ignore

  it.each([
    '1.1.1.1',
    '93.184.216.34',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:1.1.1.1',
    '64:ff9b::101:101',
    '192.0.1.1',
    '198.20.0.1',
    '2a00:1450:4001:81b::200e',
    '2620:4f:8001::1',
  ])('holds %s for public', (address) => expect(isPublic(address)).toBe(true));

  it('holds v4 inside v6 for what the v4 address is', () => {
    fc.assert(
      fc.property(fc.ipV4(), (v4) =>
        expect([isPublic(`::ffff:${v4}`), isPublic(`64:ff9b::${v4}`)]).toEqual([isPublic(v4), isPublic(v4)]),
      ),
    );
  });

  const answering =
    (...addresses: string[]) =>
    () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  const check = (url: string, allowed: string[] = [], ...addresses: string[]) =>
    checkedAddresses(new URL(url), allowed, answering(...addresses));

  it('lets a name pass whose addresses are all public', async () => {
    expect(await check('http://indexer.example/', [], '1.1.1.1', '2606:4700::1111')).toHaveLength(2);
  });

  it('stops a name as soon as one of its addresses is private', async () => {
    await expect(check('http://indexer.example/', [], '1.1.1.1', '127.0.0.1')).rejects.toThrow(BlockedAddress);
  });

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://017700000001/',
    'http://127.1/',
    'http://0177.0.0.1/',
    'http://127.0.0.1./',
    'http://user:password@127.0.0.1/',
    'http://1.1.1.1@127.0.0.1/',
    'http://\uff11\uff12\uff17.0.0.1/',
    'http://127\u30020\u30020\u30021/',
    'http://[0:0:0:0:0:FFFF:7F00:1]/',
    'http://[64:ff9b::7f00:1]/',
  ])('stops %s without asking anybody', async (url) => {
    await expect(checkedAddresses(new URL(url), [], () => Promise.reject(new Error('asked')))).rejects.toThrow(
      BlockedAddress,
    );
  });

  it.each([
    ['http://indexer.lan:9117/', 'indexer.lan'],
    ['http://indexer.lan:9117/', 'indexer.lan:9117'],
    ['http://indexer.lan/', 'Indexer.LAN:80'],
    ['https://indexer.lan/', 'indexer.lan:443'],
    ['http://indexer.lan/', '*'],
    ['http://INDEXER.lan./', 'indexer.lan'],
    ['http://indexer.lan/', 'indexer.lan.:80'],
    ['http://b\u00fccher.lan/', 'B\u00dcCHER.lan'],
    ['http://xn--bcher-kva.lan/', 'b\u00fccher.lan'],
    ['http://192.168.1.2/', '0xc0.168.1.2'],
    ['http://[fd00::1]/', 'FD00:0::1'],
    ['http://[::ffff:192.168.1.2]/', '[::ffff:c0a8:102]:80'],
    ['http://user:secret@indexer.lan/', 'indexer.lan'],
  ])('lets %s pass when %s is allowed', async (url, entry) => {
    expect(await check(url, ['other.lan', entry], '192.168.1.2')).toHaveLength(1);
  });

  it.each([
    ['http://indexer.lan:9117/', 'indexer.lan:9118'],
    ['http://sub.indexer.lan/', 'indexer.lan'],
    ['http://indexer.lan.evil.example/', 'indexer.lan'],
    ['http://indexer.lan/', ''],
    ['http://indexer.lan/', ':80'],
    ['http://indexer.lan@192.168.1.2/', 'indexer.lan'],
    ['http://indexer.lan:7201\\@192.168.1.2/', '192.168.1.2'],
    ['http://[fd00::1]/', 'fd00::2'],
    ['https://indexer.lan/', 'indexer.lan:80'],
  ])('stops %s when only "%s" is allowed', async (url, entry) => {
    await expect(check(url, [entry], '192.168.1.2')).rejects.toThrow(BlockedAddress);
  });

  it('allows an address in brackets, too', async () => {
    expect(await checkedAddresses(new URL('http://[::1]:8080/'), ['[::1]:8080'])).toEqual([
      { address: '::1', family: 6 },
    ]);
  });
});
