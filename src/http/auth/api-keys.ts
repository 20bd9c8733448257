import { type Pool } from 'pg';
import { type KeySettings, readKeySettings } from './key-settings.js';
import { type Scope } from './principal.js';
import { hashOf, newSecret } from './secret.js';

export type ApiKey = {
  name: string;
  scopes: Scope[];
  settings: KeySettings;
  createdAt: string;
  lastUsedAt: string | null;
};

/** A key as it is found by its secret; `hash` is the secret's SHA-256. */
export type FoundKey = { name: string; scopes: Scope[]; settings: Record<string, unknown>; hash: Buffer };

/** When a key was last used is kept to the minute. */
const COLUMNS = `name, scopes, settings, created_at AS "createdAt", last_used_at AS "lastUsedAt"`;
type Row = Omit<ApiKey, 'settings' | 'createdAt' | 'lastUsedAt'> & {
  settings: Record<string, unknown>;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** The named keys. */
export class ApiKeys {
  constructor(private readonly pool: Pool) {}

  /** By name. */
  async list(): Promise<ApiKey[]> {
    const { rows } = await this.pool.query<Row>(`SELECT ${COLUMNS} FROM api_keys ORDER BY name`);
    return rows.map(toKey);
  }

  /** @returns the key with its secret, which nobody can be told again; null where there is one of this name */
  async add(
    name: string,
    scopes: readonly Scope[],
    settings: KeySettings = {},
  ): Promise<(ApiKey & { key: string }) | null> {
    const key = newSecret();
    const { rows } = await this.pool.query<Row>(
      `INSERT INTO api_keys (name, hash, scopes, settings) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING RETURNING ${COLUMNS}`,
      [name, hashOf(key), scopes, settings],
    );
    return rows[0] ? { ...toKey(rows[0]), key } : null;
  }

  /** @returns null where there is none */
  async change(name: string, settings: KeySettings): Promise<ApiKey | null> {
    const { rows } = await this.pool.query<Row>(
      `UPDATE api_keys SET settings = $2 WHERE name = $1 RETURNING ${COLUMNS}`,
      [name, settings],
    );
    return rows[0] ? toKey(rows[0]) : null;
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

const toKey = ({ settings, createdAt, lastUsedAt, ...row }: Row): ApiKey => ({
  ...row,
  settings: readKeySettings(settings),
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});
