import { type Pool } from 'pg';
import { type Scope } from './principal.js';
import { hashOf, newSecret } from './secret.js';

export type ApiKey = { name: string; scopes: Scope[]; createdAt: string; lastUsedAt: string | null };

/** A key as it is found by its secret; `hash` is the secret's SHA-256. */
export type FoundKey = { name: string; scopes: Scope[]; settings: Record<string, unknown>; hash: Buffer };

/** When a key was last used is kept to the minute. */
const COLUMNS = `name, scopes, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;
type Row = Omit<ApiKey, 'createdAt' | 'lastUsedAt'> & { createdAt: Date; lastUsedAt: Date | null };

/** The named keys. */
export class ApiKeys {
  constructor(private readonly pool: Pool) {}

  /** By name. */
  async list(): Promise<ApiKey[]> {
    const { rows } = await this.pool.query<Row>(`SELECT ${COLUMNS} FROM api_keys ORDER BY name`);
    return rows.map(toKey);
  }

  /** @returns the key with its secret, which nobody can be told again; null where there is one of this name */
  async add(name: string, scopes: readonly Scope[]): Promise<(ApiKey & { key: string }) | null> {
    const key = newSecret();
    const { rows } = await this.pool.query<Row>(
      `INSERT INTO api_keys (name, hash, scopes) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING RETURNING ${COLUMNS}`,
      [name, hashOf(key), scopes],
    );
    return rows[0] ? { ...toKey(rows[0]), key } : null;
  }

  /** @returns false where there was none */
  async remove(name: string): Promise<boolean> {
    const { rowCount } = await this.pool.query('DELETE FROM api_keys WHERE name = $1', [name]);
    return rowCount === 1;
  }

  async find(hash: Buffer): Promise<FoundKey | null> {
    const { rows } = await this.pool.query<FoundKey & { used: boolean }>(
      `SELECT name, scopes, settings, hash, coalesce(last_used_at > now() - interval '1 minute', false) AS used
       FROM api_keys WHERE hash = $1`,
      [hash],
    );
    if (!rows[0]) return null;
    const { used, ...found } = rows[0];
    if (!used) await this.pool.query('UPDATE api_keys SET last_used_at = now() WHERE hash = $1', [hash]);
    return found;
  }
}

const toKey = ({ createdAt, lastUsedAt, ...row }: Row): ApiKey => ({
  ...row,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});
