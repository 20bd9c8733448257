/** What stands for a value that is not shown. */
const HIDDEN = '…';
const isHidden = (value: string): boolean => value === HIDDEN || value.toUpperCase() === '%E2%80%A6';

export type ClientAddress = { url: string; username: string | null; password: string | null };

/** Takes `user:password@` out of an address. What is no address, or has none, stays as it is. */
export function splitAddress(url: string): ClientAddress {
  const whole = { url, username: null, password: null };
  if (!URL.canParse(url)) return whole;
  const { username, password } = new URL(url);
  if (username === '' && password === '') return whole;
  // The authority ends at the first of these, and its last @ ends the user.
  const [, scheme = '', authority = '', rest = ''] = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#\\]*)(.*)$/is.exec(url) ?? [];
  const bare = scheme + authority.slice(authority.lastIndexOf('@') + 1) + rest;
  return { url: bare, username: decoded(username) || null, password: decoded(password) || null };
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign that escapes nothing stands for itself
  }
};

/** An address as it may be shown: no user, and of a query the names alone, since any value may be a key. */
export function shownAddress(url: string): string {
  const [bare = '', ...query] = splitAddress(url).url.replace(/#.*$/s, '').split('?');
  if (query.length === 0) return bare;
  const parts = query.join('?').split('&').map((part) => (part.includes('=') ? `${nameOf(part)}=${HIDDEN}` : part && HIDDEN)); // prettier-ignore
  return `${bare}?${parts.join('&')}`;
}

const nameOf = (part: string): string => part.slice(0, part.indexOf('='));

/** An address that came back as it was shown, or with a part of it changed: the values that were not shown are those of before. */
export function keptAddress(given: string, before: string): string {
  if (given === shownAddress(before)) return splitAddress(before).url;
  const queryAt = given.indexOf('?');
  if (queryAt === -1) return given;
  const known = new Map(queryOf(before).map((part) => [nameOf(part), part]));
  const parts = given.slice(queryAt + 1).split('&').map((part) => (isHidden(part.slice(part.indexOf('=') + 1)) ? (known.get(nameOf(part)) ?? part) : part)); // prettier-ignore
  return `${given.slice(0, queryAt)}?${parts.join('&')}`;
}

const queryOf = (url: string): string[] => url.replace(/#.*$/s, '').split('?').slice(1).join('?').split('&');
