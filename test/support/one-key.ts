import { unauthorized } from '../../src/http/auth/key-authentication.js';
import { setPrincipal } from '../../src/http/auth/principal.js';
import { hashOf } from '../../src/http/auth/secret.js';
import { Authentications } from '../../src/http/server/authentications.js';

/** One key that may everything, without a database. */
export const oneKey = (key: string): Authentications =>
  new Authentications().add('key', (request) => {
    const given = request.headers['x-api-key'] ?? request.headers.authorization?.replace('Bearer ', '');
    if (given !== key) throw unauthorized();
    setPrincipal(request, { name: 'test', scopes: ['admin'], settings: {}, hash: hashOf(key), sessionId: null });
  });
