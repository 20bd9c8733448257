import { isSameKey } from './api-key.js';
import { ProblemError } from '../problem.js';
import { type Authentication } from '../server/route-rules.js';

/**
 * `X-Api-Key: …` or `Authorization: Bearer …`.
 * @throws ProblemError unauthorized, 401
 */
export const apiKeyAuthentication =
  (apiKey: string): Authentication =>
  ({ headers }) => {
    const given = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer\s+/i, '');
    if (typeof given === 'string' && isSameKey(given, apiKey)) return;
    throw new ProblemError(
      {
        status: 401,
        code: 'unauthorized',
        title: 'The API key is missing or wrong.',
        detail: 'Send it as X-Api-Key, or as Authorization: Bearer. It lies in the file api-key of the data folder.',
      },
      { 'WWW-Authenticate': 'Bearer' },
    );
  };
