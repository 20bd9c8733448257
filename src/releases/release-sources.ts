import { createHash } from 'node:crypto';
import { type ReleasePayload } from './release.js';
import { coalesced } from '../database/coalesced.js';
import { type FetchOptions } from './links/fetch-link.js';
import { normalPayload } from './normal-payload.js';
import { inSlices, type Sliced } from './sliced.js';

/** A TypeORM DataSource, or whatever answers a SELECT with its rows. */
export type Queryable = { query(sql: string, params?: unknown[]): Promise<unknown> };

/**
 * The links and files of releases, by their content: the same one is kept once. The log holds the reference alone, since
 * links carry keys and the log cannot forget. Kept for retry.
 */
export class ReleaseSources {
  private readonly insertSoon = coalesced((rows: readonly NewRow[]) => this.insert(rows));

  constructor(
    private readonly database: Queryable,
    /** How links are fetched, for `readRelease`. */
    readonly fetchOptions: FetchOptions = { allowPrivateHosts: [] },
  ) {}

  /** Keeps it, or finds it there. @returns its reference: 64 hex digits of SHA-256 over kind and content */
  async keep(given: ReleasePayload): Promise<string> {
    const payload = normalPayload(given);
    const body = bodyOf(payload);
    const ref = await inSlices(refOf(payload.kind, body));
    const row = { ref, kind: payload.kind, body };
    await (body.length <= SMALL ? this.insertSoon(row) : this.insertLarge(row));
    return ref;
  }

  private async insert(kept: readonly NewRow[]): Promise<null[]> {
    // In one order for all: two that insert the same rows in different orders would wait for each other.
    const rows = [...kept].sort((a, b) => (a.ref < b.ref ? -1 : 1));
    await this.database.query(
      `INSERT INTO release_sources (ref, kind, body)
       SELECT * FROM unnest($1::text[], $2::text[], $3::bytea[]) ON CONFLICT (ref) DO NOTHING`,
      [rows.map(({ ref }) => ref), rows.map(({ kind }) => kind), rows.map(({ body }) => body)],
    );
    return kept.map(() => null);
  }

  /** A file by itself goes to the database as bytes, in an array it would go as text twice as long. */
  private async insertLarge({ ref, kind, body }: NewRow): Promise<void> {
    await this.database.query(
      'INSERT INTO release_sources (ref, kind, body) VALUES ($1, $2, $3) ON CONFLICT (ref) DO NOTHING',
      [ref, kind, body],
    );
  }

  async load(ref: string): Promise<ReleasePayload | null> {
    const rows = (await this.database.query('SELECT kind, body FROM release_sources WHERE ref = $1', [ref])) as Row[];
    // What earlier versions have kept is as it was given.
    return rows[0] === undefined ? null : normalPayload(payloadOf(rows[0]));
  }
}

/** Bytes; what is larger is written by itself. */
const SMALL = 64 * 1024;

type Row = { kind: ReleasePayload['kind']; body: Buffer };
type NewRow = Row & { ref: string };

const BYTES_OF_A_SLICE = 4 * 1024 * 1024;

function* refOf(kind: ReleasePayload['kind'], body: Buffer): Sliced<string> {
  const hash = createHash('sha256').update(`${kind}\0`);
  for (let at = 0; at < body.length; at += BYTES_OF_A_SLICE) {
    hash.update(body.subarray(at, at + BYTES_OF_A_SLICE));
    yield;
  }
  return hash.digest('hex');
}

function bodyOf(payload: ReleasePayload): Buffer {
  switch (payload.kind) {
    case 'magnet':
      return Buffer.from(payload.uri);
    case 'url':
      return Buffer.from(payload.url);
    case 'torrent':
    case 'nzb':
      return Buffer.from(payload.file.buffer, payload.file.byteOffset, payload.file.byteLength);
  }
}

function payloadOf({ kind, body }: Row): ReleasePayload {
  switch (kind) {
    case 'magnet':
      return { kind, uri: body.toString() };
    case 'url':
      return { kind, url: body.toString() };
    case 'torrent':
    case 'nzb':
      return { kind, file: body };
  }
}
