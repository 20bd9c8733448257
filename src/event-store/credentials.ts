/**
 * The user and password of an `esdb://user:password@host` connection string.
 * A node without TLS takes any, and gets some: see `EsdbEventLog.append` for why there must be some.
 * @throws when the connection is encrypted and the string names nobody
 */
export function credentialsOf(url: string): { username: string; password: string } {
  const [, authority = '', query = ''] = /^[\w+]+:\/\/([^/?]*)\/?(?:\?(.*))?$/.exec(url) ?? [];
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    const [username = '', ...password] = authority.slice(0, at).split(':');
    return { username: decodeURIComponent(username), password: decodeURIComponent(password.join(':')) };
  }
  if (/(^|&)tls=false($|&)/i.test(query)) return { username: 'ledgarr', password: 'ledgarr' };
  throw new Error('EVENTSTORE_URL: name a user, as in esdb://user:password@host:2113');
}
