import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import { escapeIdentifier, type Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Row } from '../projection.js';
import { byColumns, type Column, type TableSql, toJson } from '../table-writer.js';
import { copyText } from './copy-text.js';

/** Rows made text in one go: more would hold up what else the process does. */
const ROWS_OF_A_CHUNK = 500;

/** Moves rows between memory and a table that nobody else sees, by COPY and DELETE. */
export class TableCopy {
  private readonly target: string;

  constructor(
    private readonly client: Client,
    private readonly sql: TableSql,
  ) {
    this.target = `${escapeIdentifier(sql.schema)}.${escapeIdentifier(sql.table.name)}`;
  }

  /** @throws what the database refuses */
  async write(rows: readonly Row[]): Promise<void> {
    for (const [names, group] of byColumns(rows)) {
      const columns = names.map((name) => this.sql.column(name)).filter(isKept);
      const list = columns.map(({ name }) => escapeIdentifier(name)).join(', ');
      const stream = this.client.query(copyFrom(`COPY ${this.target} (${list}) FROM STDIN`));
      await pipeline(Readable.from(chunks(group, columns)), stream);
    }
  }

  /** Takes rows out of the table. @returns those that have the values of one of `wanted` in `columns` */
  async take(columns: readonly string[], wanted: readonly Row[]): Promise<Row[]> {
    const returned = [...this.sql.columns.values()].filter(isKept).map(({ name, type }) => {
      const column = `t.${escapeIdentifier(name)}`;
      return /^jsonb?$/.test(type) ? column : `${column}::text AS ${escapeIdentifier(name)}`;
    });
    const given = wanted.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
    const text = `DELETE FROM ${this.target} AS t USING ${this.sql.given(columns)} WHERE ${this.sql.matching(columns)}
      RETURNING ${returned.join(', ')}`;
    return (await this.client.query<Row>(text, [toJson(given)])).rows;
  }
}

/** Not what the database works out from other columns. */
const isKept = ({ writable, identity }: Column): boolean => writable || identity;

async function* chunks(rows: readonly Row[], columns: readonly Column[]): AsyncGenerator<Buffer> {
  for (let at = 0; at < rows.length; at += ROWS_OF_A_CHUNK) {
    yield Buffer.from(copyText(rows.slice(at, at + ROWS_OF_A_CHUNK), columns));
    await turn();
  }
}
