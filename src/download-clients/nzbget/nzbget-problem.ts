import { ClientUnavailable } from '../client-errors.js';
import { answeredBetween, isPage, originOf, type Answer } from '../http.js';

/** NZBGet was reached and did not do what was asked. */
export class NzbgetError extends Error {}

const OWN_503 = /<title>503 Service Unavailable<\/title>/;

/** What is wrong with an answer that is none of the RPC; null where nothing is seen at once. */
export function nzbgetProblem(url: string, answer: Answer): ClientUnavailable | null {
  const host = originOf(url);
  // So it answers at every path that it does not know.
  if (answer.status === 503 && OWN_503.test(answer.body))
    return new ClientUnavailable(`${host} does not answer as NZBGet does (status 503)`, {
      remedy: 'is the path right?',
    });
  const between = answeredBetween(url, answer);
  if (between !== null) return new ClientUnavailable(`${host} ${between}`);
  if (answer.status === 401)
    return new ClientUnavailable(`NZBGet at ${host} does not take this user name and password`, {
      kind: 'authentication',
      remedy: 'they are ControlUsername and ControlPassword (Settings > Security in NZBGet)',
    });
  if (answer.status === 403) return new ClientUnavailable(`NZBGet at ${host} lets nobody in from here (status 403)`);
  if (answer.status === 413)
    return new ClientUnavailable(`${host} takes no request that large`, {
      remedy: 'raise the limit of the proxy in front of NZBGet',
    });
  if (answer.status === 200 && isPage(answer))
    return new ClientUnavailable(`${host} does not answer as NZBGet does but with a web page`, {
      remedy: 'does a proxy ask for a login first, or is the path wrong?',
    });
  return null;
}

/** Of an error that it answers with. Those who may only add are not let in to the rest. */
export function refusalOf(url: string, message: string): Error {
  if (!/access denied/i.test(message)) return new NzbgetError(message);
  return new ClientUnavailable(`NZBGet at ${originOf(url)} does not let this user see its queue`, {
    kind: 'authentication',
    remedy: 'give ControlUsername and ControlPassword, not those of RestrictedUsername or AddUsername',
  });
}
