import { lookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import { promisify } from 'node:util';

/** The host is on no public network, or has an address there that is not: the reason can be shown. */
export class BlockedAddress extends Error {}

/** A host, a host with its port, or `*` for all. */
export type AllowedHosts = readonly string[];

// IANA's registries of special-purpose addresses (RFC 6890 and what was added since), and multicast.
const NOT_PUBLIC = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) NOT_PUBLIC.addSubnet(net, bits); // prettier-ignore
for (const [net, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) NOT_PUBLIC.addSubnet(net, bits, 'ipv6'); // prettier-ignore

const PUBLIC_V6 = new BlockList();
PUBLIC_V6.addSubnet('2000::', 3, 'ipv6');

/** @param address v4 or v6, also v4 inside v6 */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !NOT_PUBLIC.check(address);
  if (isIP(address) !== 6) return false;
  const plain = address.replace(/%.*$/, ''); // fe80::1%eth0
  const embedded = embeddedV4(plain);
  if (embedded !== null) return isPublic(embedded);
  return PUBLIC_V6.check(plain, 'ipv6') && !NOT_PUBLIC.check(plain, 'ipv6');
}

/** The v4 address in ::ffff:a.b.c.d, and in 64:ff9b::a.b.c.d, behind which networks without v4 show the rest of the world (RFC 6052). */
function embeddedV4(address: string): string | null {
  const written = new URL(`http://[${address}]/`).hostname; // in its short form, all hex
  const groups = /^\[(?:::ffff:|64:ff9b::)(?:([0-9a-f]{1,4}):)?([0-9a-f]{1,4})\]$/.exec(written);
  if (groups === null) return null;
  const [high, low] = [parseInt(groups[1] ?? '0', 16), parseInt(groups[2] ?? '0', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

export type Resolve = (host: string) => Promise<LookupAddress[]>;
const resolveByDns: Resolve = (host) => promisify(lookup)(host, { all: true });

/**
 * The addresses to connect to for this URL, looked up this once: whoever connects must use these and not ask again, or a name
 * could answer differently the second time.
 * @throws BlockedAddress; what the look-up throws
 */
export async function checkedAddresses(
  url: URL,
  allowed: AllowedHosts,
  resolve: Resolve = resolveByDns,
): Promise<LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(host);
  const addresses = literal ? [{ address: host, family: literal }] : await resolve(host);
  if (!isAllowed(url, host, allowed) && !addresses.every(({ address }) => isPublic(address))) {
    throw new BlockedAddress(`${url.host} is on a private network; if that is meant, allow it in the settings`);
  }
  return addresses;
}

function isAllowed(url: URL, host: string, allowed: AllowedHosts): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const names = new Set(['*', host, `${host}:${port}`, `[${host}]:${port}`, `[${host}]`]);
  return allowed.some((entry) => names.has(entry.trim().toLowerCase()));
}
