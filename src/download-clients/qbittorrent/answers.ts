import { ClientUnavailable } from '../client-errors.js';
import { answeredBetween, isPage, originOf, type Answer } from '../http.js';

const place = (url: string) => `qBittorrent at ${originOf(url)}`;

/** What is wrong with an answer to any call, other than that it wants a sign-in first; null where nothing is seen. */
export function problemOf(url: string, answer: Answer): ClientUnavailable | null {
  const between = answeredBetween(url, answer);
  if (between !== null) return new ClientUnavailable(`${originOf(url)} ${between}`);
  if (answer.status === 401) return addressRefused(url);
  if (answer.status === 413)
    return new ClientUnavailable(`${originOf(url)} takes no request that large`, {
      remedy: 'raise the limit of the proxy in front of qBittorrent',
    });
  return answer.status >= 500 || (answer.status === 200 && isPage(answer)) ? notQbittorrent(url, answer) : null;
}

export const notQbittorrent = (url: string, { status }: Answer): ClientUnavailable =>
  new ClientUnavailable(`${originOf(url)} does not answer as qBittorrent does (status ${status})`, {
    remedy: 'are address and path right, and does no proxy ask for a login first?',
  });

/** A 401 to a call, or to a login although a bare call is one too, is about the address, whatever the password. */
export const addressRefused = (url: string): ClientUnavailable =>
  new ClientUnavailable(`${place(url)} refuses the address by which it was called`, {
    code: 'address-refused',
    remedy:
      'in its Web UI settings put this host name into the server domains or switch the host header validation off; behind a mapped port or a proxy use the port that it listens at, or switch its reverse proxy support on',
  });

export const wrongPassword = (url: string): ClientUnavailable =>
  new ClientUnavailable(`${place(url)}: wrong user name or password`, {
    kind: 'authentication',
    remedy: 'correct it here before qBittorrent bans this address, which it does after a few wrong ones',
  });

export const wrongKey = (url: string): ClientUnavailable =>
  new ClientUnavailable(`${place(url)} does not know this API key`, {
    kind: 'authentication',
    remedy: 'take the key from its Web UI settings; versions before 5.2 have none and want user name and password',
  });

export const signInNeeded = (url: string): ClientUnavailable =>
  new ClientUnavailable(`${place(url)} asks for a user name and a password`, {
    kind: 'authentication',
    remedy: 'give them, or an API key of 5.2 and later',
  });

export const cookieLost = (url: string): ClientUnavailable =>
  new ClientUnavailable(`${place(url)} takes the password, and then does not know its own session`, {
    kind: 'authentication',
    remedy: 'a proxy in front of it has to pass its cookies on, in both directions',
  });

export const lockedOut = (url: string): ClientUnavailable =>
  new ClientUnavailable(`${place(url)} has banned the address of Ledgarr after too many wrong passwords`, {
    kind: 'locked-out',
    remedy:
      'correct the password here and in every other program that qBittorrent sees at the same address (all of a Docker network may share one), then restart qBittorrent or wait for the ban to end (an hour by default)',
  });
