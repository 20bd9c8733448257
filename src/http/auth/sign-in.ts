import { type Authenticator } from './authenticator.js';
import { type Who } from './auth-schemas.js';
import { unauthorized } from './key-authentication.js';
import { type Principal } from './principal.js';
import { type Sessions } from './sessions.js';

/** Characters of what a browser says of itself. */
const MOST_USER_AGENT = 300;

/** Opens sessions with keys, and closes them. */
export class SignIn {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly sessions: Sessions,
  ) {}

  /** @throws ProblemError unauthorized, 401; too-many-failures, 429 */
  async open(key: string, address: string, userAgent: string | null): Promise<{ token: string; who: Who }> {
    const found = await this.authenticator.findByKey(key, address);
    if (!found) throw unauthorized();
    const { token, session } = await this.sessions.open(found.hash, userAgent?.slice(0, MOST_USER_AGENT) ?? null);
    return { token, who: await this.who({ ...found, sessionId: session.id }) };
  }

  async who({ name, scopes, sessionId, hash }: Principal): Promise<Who> {
    return { name, scopes: [...scopes], session: sessionId, sessions: await this.sessions.list(hash) };
  }

  /** @returns false where the caller's key has no such session */
  close({ hash }: Principal, id: string): Promise<boolean> {
    return this.sessions.revoke(id, hash);
  }
}
