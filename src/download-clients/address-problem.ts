/** All that any type of client has. */
const ANY_SCHEME = ['http', 'https', 'scgi'];

const EXAMPLE = 'write it as http://nas:9091';
const IN_PASSWORD =
  'percent-encode what is special in a user name or password (# as %23, / as %2F, ? as %3F, @ as %40, % as %25), or give them as username and password';

/**
 * What keeps a client from being reached at this address, with the remedy. Nothing of the address is repeated: it may hold a password.
 * @param schemes that the type of client has; an address that they do not fit is none
 * @returns null for one that can be used
 */
export function addressProblem(url: string, schemes: readonly string[] = ANY_SCHEME): string | null {
  if (/[\s\p{Cc}\p{Cs}]/u.test(url)) return `holds a blank or a character that no address has: take it out`;
  if (url.includes('\\')) return `holds a backslash: write / instead, or %5C within a password`;
  const [start, scheme = ''] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url) ?? ['', ''];
  if (!schemes.includes(scheme.toLowerCase()))
    return `begins with ${schemes.map((each) => `${each}://`).join(' or ')}: ${EXAMPLE}`;
  const authority = url.slice(start.length).split(/[/?#]/)[0]!;
  if (/^scgi:\/\/\/[^/?#]/i.test(url)) return null; // a socket of this machine
  // What stands before the last @ would be taken for the host, and the rest for a path.
  if (url.slice(start.length + authority.length).includes('@')) return `is cut short by its password: ${IN_PASSWORD}`;
  return authorityProblem(authority) ?? (URL.canParse(url) ? null : `names a host that cannot be read: ${EXAMPLE}`);
}

function authorityProblem(authority: string): string | null {
  const at = authority.lastIndexOf('@');
  if (!isDecodable(authority.slice(0, Math.max(at, 0)))) return `holds a % that encodes nothing: ${IN_PASSWORD}`;
  const [, host, , port] = /^(\[[^\]]*\]|[^:]*)(:(.*))?$/.exec(authority.slice(at + 1)) ?? [];
  if (!host) return `names no host: ${EXAMPLE}`;
  if (port && !isPort(port)) return `names a port that is no number from 1 to 65535: ${EXAMPLE}`;
  return null;
}

const isPort = (text: string): boolean => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false; // a URIError: it throws nothing else
  }
}
