import { ClientUnavailable, type UnavailableKind } from '../client-errors.js';
import { answeredBetween, isPage, originOf, type Answer } from '../http.js';

type Known = { words: RegExp; kind: UnavailableKind; problem: string; remedy: string };

/** What SABnzbd says to those that it does not let in: 3.7.1 with status 403, others inside of JSON. */
const REFUSALS: readonly Known[] = [
  {
    words: /hostname verification failed/i,
    kind: 'unreachable',
    problem: 'does not answer to that host name',
    remedy: 'add it to host_whitelist (Config > Special in SABnzbd), or give the address as a number',
  },
  {
    words: /api key required/i,
    kind: 'authentication',
    problem: 'asks for its API key',
    remedy: 'it stands under Config > General in SABnzbd',
  },
  {
    words: /api key incorrect/i,
    kind: 'authentication',
    problem: 'does not know this API key',
    remedy: 'take the API key under Config > General in SABnzbd, not the NZB key, which may only add',
  },
  {
    words: /external internet access denied/i,
    kind: 'unreachable',
    problem: 'does not let this address in',
    remedy:
      'let External internet access (Config > General in SABnzbd) allow the full API, or add it to the local ranges',
  },
];

/** What is wrong with an answer that is none of the API; null where nothing is seen at once. */
export function sabnzbdProblem(url: string, answer: Answer): ClientUnavailable | null {
  const host = originOf(url);
  const between = answeredBetween(url, answer);
  if (between !== null) return new ClientUnavailable(`${host} ${between}`);
  const where = `SABnzbd at ${host}`;
  const said = answer.status === 200 ? errorIn(answer.body) : answer.body.slice(0, 500);
  const known = REFUSALS.find(({ words }) => words.test(said));
  if (known !== undefined) return new ClientUnavailable(`${where} ${known.problem}`, { ...known });
  if (answer.status === 401)
    return new ClientUnavailable(`${host} asks for a login, which SABnzbd's API does not`, {
      kind: 'authentication',
      remedy: 'something in front of it wants one: let it pass requests to /api',
    });
  if (answer.status === 403) return new ClientUnavailable(`${where} lets nobody in from here (status 403)`);
  if (answer.status === 413)
    return new ClientUnavailable(`${host} takes no request that large`, {
      remedy: 'raise the limit of the proxy in front of SABnzbd',
    });
  if (answer.status === 200 && isPage(answer))
    return new ClientUnavailable(`${host} does not answer as SABnzbd does but with a web page`, {
      remedy: 'does a proxy ask for a login first, or is the path wrong?',
    });
  return null;
}

export const malformed = (url: string): ClientUnavailable =>
  new ClientUnavailable(`${originOf(url)} does not answer as SABnzbd does: what it lists is not whole`);

/** The start is enough: lists are long, and an error is short. */
const errorIn = (body: string): string => /^\s*\{[^{}]*"error"\s*:\s*"([^"]*)"/.exec(body.slice(0, 500))?.[1] ?? '';
