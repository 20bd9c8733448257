import { lookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { promisify } from 'node:util';
import ipaddr from 'ipaddr.js';

/** The host is on no public network, or has an address there that is not: the reason can be shown. */
export class BlockedAddress extends Error {}

/** A host, a host with its port, or `*` for all. */
export type AllowedHosts = readonly string[];

/** Where the Internet of today lies; what is in no range of IANA's registries and outside of it is not public either. */
const GLOBAL_UNICAST_V6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether everybody may reach it. Not so are all that IANA's registries of special-purpose addresses name: loopback, private,
 * link-local, unique local, multicast, documentation, benchmarking, the transitions 6to4 and Teredo, and so on.
 * @param address v4 in four parts, or v6, also v4 inside v6
 */
export function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false; // the library also reads 127.1 and 0x7f000001
  const parsed = ipaddr.process(address); // ::ffff:a.b.c.d is what a.b.c.d is
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.match(NAT64)) return isPublic(ipaddr.fromByteArray(parsed.toByteArray().slice(12)).toString());
  return parsed.range() === 'unicast' && parsed.match(GLOBAL_UNICAST_V6);
}

/** Behind it networks without v4 show the rest of the world (RFC 6052): 64:ff9b::a.b.c.d is what a.b.c.d is. */
const NAT64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

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
  if (!isAllowed(url, allowed) && !addresses.every(({ address }) => isPublic(address))) {
    throw new BlockedAddress(`${url.host} is on a private network; if that is meant, allow it in the settings`);
  }
  return addresses;
}

/** Both sides as a URL parser writes them: capitals, other alphabets, numbers in hex and the dot of the root make no difference. */
function isAllowed(url: URL, allowed: AllowedHosts): boolean {
  const host = withoutRoot(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return allowed.some((entry) => {
    if (entry.trim() === '*') return true;
    const allowedHost = parseEntry(entry);
    return allowedHost?.host === host && (allowedHost.port === null || allowedHost.port === port);
  });
}

function parseEntry(entry: string): { host: string; port: string | null } | null {
  const [, name = '', port = null] = /^(.*?)(?::(\d{1,5}))?$/.exec(entry.trim()) ?? [];
  const bare = isIP(entry.trim()) === 6 ? `[${entry.trim()}]` : null; // its last group is no port
  const link = `http://${bare ?? name}/`;
  if (name === '' || !URL.canParse(link)) return null;
  return { host: withoutRoot(new URL(link).hostname), port: bare === null ? port : null };
}

const withoutRoot = (hostname: string): string => hostname.replace(/\.$/, '');
