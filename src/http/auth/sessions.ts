import { type Pool } from 'pg';
import { v4 as uuid } from 'uuid';
import { hashOf, newSecret } from './secret.js';

const LIFETIME = `interval '30 days'`;
export const LIFETIME_SECONDS = 30 * 24 * 3600;

/** A program that signs in at every poll leaves a session each time. */
const MOST_PER_KEY = 100;

export type Session = {
  id: string;
  userAgent: string | null;
  createdAt: string;
  lastUsedAt: string;
  expiresAt: string;
};
export type FoundSession = { id: string; keyHash: Buffer; prolonged: boolean };

const COLUMNS = `id, user_agent AS "userAgent", created_at AS "createdAt", last_used_at AS "lastUsedAt",
  expires_at AS "expiresAt"`;
type Row = { id: string; userAgent: string | null } & Record<'createdAt' | 'lastUsedAt' | 'expiresAt', Date>;

/** The sessions of browsers and programs: a random token for each, of which the hash is kept, for 30 days since it was last used. */
export class Sessions {
  constructor(private readonly pool: Pool) {}

  /** @returns the token, which is kept nowhere */
  async open(keyHash: Buffer, userAgent: string | null): Promise<{ token: string; session: Session }> {
    const token = newSecret();
    await this.pool.query('DELETE FROM sessions WHERE expires_at < now()');
    await this.forgetOldest(keyHash);
    const { rows } = await this.pool.query<Row>(
      `INSERT INTO sessions (id, hash, key_hash, user_agent, expires_at) VALUES ($1, $2, $3, $4, now() + ${LIFETIME})
       RETURNING ${COLUMNS}`,
      [uuid(), hashOf(token), keyHash, userAgent],
    );
    return { token, session: toSession(rows[0]!) };
  }

  /** Looks a session up by its token, and prolongs it once an hour. */
  async find(token: string): Promise<FoundSession | null> {
    const hash = hashOf(token);
    const { rows } = await this.pool.query<{ id: string; keyHash: Buffer; due: boolean }>(
      `SELECT id, key_hash AS "keyHash", last_used_at < now() - interval '1 hour' AS due
       FROM sessions WHERE hash = $1 AND expires_at > now()`,
      [hash],
    );
    if (!rows[0]) return null;
    const { due, ...found } = rows[0];
    if (due) await this.prolong(found.id);
    return { ...found, prolonged: due };
  }

  /** Those that were opened with one key, last used first. */
  async list(keyHash: Buffer): Promise<Session[]> {
    const { rows } = await this.pool.query<Row>(
      `SELECT ${COLUMNS} FROM sessions WHERE key_hash = $1 AND expires_at > now() ORDER BY last_used_at DESC, id`,
      [keyHash],
    );
    return rows.map(toSession);
  }

  /** @returns false where the key has no such session */
  async revoke(id: string, keyHash: Buffer): Promise<boolean> {
    const { rowCount } = await this.pool.query('DELETE FROM sessions WHERE id = $1 AND key_hash = $2', [id, keyHash]);
    return rowCount === 1;
  }

  /** @returns of these, the ones that are still good */
  async alive(ids: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.pool.query<{ id: string }>(
      'SELECT id FROM sessions WHERE id = ANY($1) AND expires_at > now()',
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Makes room for one more of the key. */
  private async forgetOldest(keyHash: Buffer): Promise<void> {
    await this.pool.query(
      `DELETE FROM sessions WHERE id IN
         (SELECT id FROM sessions WHERE key_hash = $1 ORDER BY last_used_at DESC, id OFFSET ${MOST_PER_KEY - 1})`,
      [keyHash],
    );
  }

  private async prolong(id: string): Promise<void> {
    await this.pool.query(`UPDATE sessions SET last_used_at = now(), expires_at = now() + ${LIFETIME} WHERE id = $1`, [
      id,
    ]);
  }
}

const toSession = ({ createdAt, lastUsedAt, expiresAt, ...row }: Row): Session => ({
  ...row,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
});
