import { type FastifyRequest } from 'fastify';
import { type Authenticator } from '../../http/auth/authenticator.js';
import { setPrincipal } from '../../http/auth/principal.js';
import { ProblemError } from '../../http/problem.js';
import { type Authentication } from '../../http/server/authentications.js';
import { failed, send, sendNotFound } from './answer.js';

/** Routes of the face name it so. */
export const SABNZBD = 'sabnzbd';

/** What the original tells without a key. */
const OPEN_MODES: ReadonlySet<unknown> = new Set(['version', 'auth']);

/**
 * The key as `apikey` in the address, or as `ma_password` beside any `ma_username`; headers of the service's own count too. A wrong one is
 * told as JSON with status 200: callers show that at the field, and anything else as a failure of the client.
 */
export const sabnzbdAuthentication =
  (authenticator: Authenticator): Authentication =>
  async (request, reply) => {
    const query = request.query as Record<string, unknown>;
    if (!isApiPath(request.url)) return sendNotFound(reply);
    if (OPEN_MODES.has(query['mode'])) return;
    const key = keyOf(request);
    const refuse = (words: string) => send(reply, failed(words), String(query['output'] ?? ''));
    if (key === null) return refuse('API Key Required');
    try {
      const found = await authenticator.findByKey(key, request.ip);
      if (!found) return refuse('API Key Incorrect');
      setPrincipal(request, { ...found, sessionId: null });
    } catch (error) {
      if (!(error instanceof ProblemError) || error.problem.status !== 429) throw error;
      refuse(error.problem.title);
    }
  };

/**
 * With and without what callers put before and after it by habit, and never by a redirect: a POST would lose its file.
 * @param url of the request, with its query
 */
export const isApiPath = (url: string): boolean => /^\/sabnzbd(?:\/sabnzbd)?\/api\/?(?:\?|$)/.test(url);

/** Null where there is none. */
export function keyOf({ query, headers }: Pick<FastifyRequest, 'query' | 'headers'>): string | null {
  const { apikey, ma_password: password } = query as Record<string, unknown>;
  const bearer = headers.authorization?.match(/^Bearer\s+(\S+)$/i)?.[1];
  const said = [apikey, password, headers['x-api-key'], bearer].map((each) => [each].flat()[0]);
  return said.find((each): each is string => typeof each === 'string' && each !== '') ?? null;
}
