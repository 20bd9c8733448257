import { escapeIdentifier, type ClientBase } from 'pg';
import { type Projection } from '../projection.js';
import { transactionOn } from '../../../database/sessions.js';

type Definitions = { unique: string[]; later: string[]; triggers: string[]; settings: string[] };

/**
 * Copies of a projection's tables, with the same columns, names of constraints and indexes, owners and grants, in a schema
 * beside the live one. Not copied: foreign keys from other tables and views; either makes the swap fail and changes nothing.
 */
export class SideSchema {
  private hasKeys = false;

  private constructor(
    readonly name: string,
    private readonly projection: Projection,
  ) {}

  /** Makes it, empty and without keys and indexes, in place of one that a killed rebuild left. */
  static async create(client: ClientBase, projection: Projection): Promise<SideSchema> {
    const side = new SideSchema(`rebuild_${projection.name}`, projection);
    await side.drop(client);
    await transactionOn(client, async () => {
      await client.query(`CREATE SCHEMA ${escapeIdentifier(side.name)}`);
      for (const table of ['parked_events', 'projection_conflicts']) {
        await client.query(`CREATE TABLE ${side.table(table)} (LIKE public.${table} INCLUDING ALL)`);
      }
      for (const { name } of projection.tables) await side.copyTable(client, name);
    });
    return side;
  }

  /** Primary keys and what else is unique, once. */
  async addKeys(client: ClientBase): Promise<void> {
    if (this.hasKeys) return;
    for (const { name } of this.projection.tables) {
      const { unique } = await this.definitions(client, name);
      for (const statement of unique) await client.query(statement);
    }
    this.hasKeys = true;
  }

  /** The keys, and the indexes that folding does not need: quicker to make when the table is full. */
  async finish(client: ClientBase): Promise<void> {
    await this.addKeys(client);
    for (const { name } of this.projection.tables) {
      const { later } = await this.definitions(client, name);
      for (const statement of later) await client.query(statement);
      await client.query(`ANALYZE ${this.table(name)}`);
    }
  }

  /** Puts these tables in the place of the live ones, within the transaction that the caller has open. */
  async swapIn(client: ClientBase): Promise<void> {
    const names = this.projection.tables.map(({ name }) => name);
    const old = escapeIdentifier(`${this.name}_old`);
    // All at once, so that a reader of two of them cannot meet us half-way.
    await client.query(
      `LOCK TABLE ${names.map((name) => `public.${escapeIdentifier(name)}`).join(', ')} IN ACCESS EXCLUSIVE MODE`,
    );
    await client.query(`CREATE SCHEMA ${old}`);
    for (const name of names) {
      const { triggers } = await this.definitions(client, name);
      for (const statement of triggers) await client.query(statement);
      await client.query(`ALTER TABLE public.${escapeIdentifier(name)} SET SCHEMA ${old}`);
      await client.query(`ALTER TABLE ${this.table(name)} SET SCHEMA public`);
    }
    // Not CASCADE: what hangs on a live table must not vanish with it.
    await client.query(`DROP TABLE ${names.map((name) => `${old}.${escapeIdentifier(name)}`).join(', ')}`);
    await client.query(`DROP SCHEMA ${old}`);
    await this.moveNotes(client);
  }

  async drop(client: ClientBase): Promise<void> {
    await client.query(`DROP SCHEMA IF EXISTS ${escapeIdentifier(this.name)} CASCADE`);
  }

  private table(name: string): string {
    return `${escapeIdentifier(this.name)}.${escapeIdentifier(name)}`;
  }

  private async copyTable(client: ClientBase, name: string): Promise<void> {
    const live = `public.${escapeIdentifier(name)}`;
    await client.query(`CREATE TABLE ${this.table(name)} (LIKE ${live} INCLUDING ALL EXCLUDING INDEXES)`);
    const { settings } = await this.definitions(client, name);
    for (const statement of settings) await client.query(statement);
  }

  /** Parked events and conflicts are those of the rebuilt rows now; what was skipped stays skipped. */
  private async moveNotes(client: ClientBase): Promise<void> {
    const { name } = this.projection;
    await client.query(`DELETE FROM parked_events WHERE projection = $1 AND status = 'parked'`, [name]);
    await client.query(`INSERT INTO parked_events SELECT * FROM ${this.table('parked_events')} ON CONFLICT DO NOTHING`);
    await client.query('DELETE FROM projection_conflicts WHERE projection = $1', [name]);
    const columns =
      'projection, table_name, unique_columns, loser, winner_key, event_id, commit_position, prepare_position, at';
    await client.query(
      `INSERT INTO projection_conflicts (${columns}) SELECT ${columns} FROM ${this.table('projection_conflicts')} ORDER BY id`,
    );
  }

  /** Statements that give the copy what `LIKE` leaves out, under the names that the live table has. */
  private async definitions(client: ClientBase, name: string): Promise<Definitions> {
    // Without a search path the catalog writes every name in full.
    const { rows: path } = await client.query<{ path: string }>(
      `SELECT current_setting('search_path') AS path, set_config('search_path', '', false)`,
    );
    try {
      const live = `public.${escapeIdentifier(name)}`;
      const { rows } = await client.query<{ kind: keyof Definitions; statement: string }>(DEFINITIONS, [live]);
      const of = (kind: keyof Definitions) =>
        rows.filter((row) => row.kind === kind).map((row) => row.statement.replace('@TABLE@', this.table(name)));
      return { unique: of('unique'), later: of('later'), triggers: of('triggers'), settings: of('settings') };
    } finally {
      await client.query(`SELECT set_config('search_path', $1, false)`, [path[0]!.path]);
    }
  }
}

/** `@TABLE@` stands for the copy. In the text of an index or trigger, the table is the first thing after its name and `ON`. */
const DEFINITIONS = `
  WITH live AS (SELECT c.oid, c.relacl, c.relowner, format('%I.%I', n.nspname, c.relname) AS name, c.reloptions
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = $1::regclass)
  SELECT kind, statement FROM (
    SELECT CASE WHEN contype = 'f' THEN 'later' ELSE 'unique' END AS kind, contype <> 'p' AS after,
           format('ALTER TABLE @TABLE@ ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(con.oid)) AS statement
      FROM pg_constraint con JOIN live ON conrelid = live.oid WHERE contype IN ('p', 'u', 'x', 'f')
    UNION ALL
    SELECT CASE WHEN indisunique THEN 'unique' ELSE 'later' END, true,
           replace(pg_get_indexdef(indexrelid), ' ON ' || live.name || ' ', ' ON @TABLE@ ')
      FROM pg_index JOIN live ON indrelid = live.oid
     WHERE NOT EXISTS (SELECT FROM pg_constraint con WHERE con.conindid = indexrelid AND con.contype IN ('p', 'u', 'x'))
    UNION ALL
    SELECT 'triggers', true, replace(pg_get_triggerdef(t.oid), ' ON ' || live.name || ' ', ' ON @TABLE@ ')
      FROM pg_trigger t JOIN live ON tgrelid = live.oid WHERE NOT tgisinternal
    UNION ALL
    SELECT 'settings', false, format('ALTER TABLE @TABLE@ OWNER TO %I', pg_get_userbyid(relowner))
      FROM live WHERE pg_get_userbyid(relowner) <> current_user
    UNION ALL
    SELECT 'settings', true, format('GRANT %s ON @TABLE@ TO %s%s', acl.privilege_type,
             CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END,
             CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM live, aclexplode(live.relacl) AS acl
    UNION ALL
    SELECT 'settings', true, format('ALTER TABLE @TABLE@ SET (%s)', array_to_string(reloptions, ', '))
      FROM live WHERE reloptions IS NOT NULL
  ) AS definitions ORDER BY after`;
