import type pg from 'pg';
import { Entry } from './entry.js';
import { boolArray, int8Array, textArray } from './binary-arrays.js';
import { type Head, metadataOfEntry } from './head.js';
import { isMetastream, revisionText, TOMBSTONE_REVISION } from './numbers.js';
import { Page } from './page.js';
import { NO_METADATA } from './stream-metadata.js';
import { storableText, streamKey } from './stream-key.js';

const NOTHING = Buffer.alloc(0);

export type Direction = 'forwards' | 'backwards';

/** A page ends early here, so that a page of large events does not fill the memory; at least one event is in it. */
const PAGE_BYTES = 2 * 1024 * 1024;

/**
 * All frames of a page come as one value: `pg` reads rows as text only, and one text is cheaper to turn into bytes than many.
 * They follow each other as in the body of a call, each after a zero and its length.
 */
const page = (condition: string, key: string, direction: Direction): string => {
  const order = direction === 'forwards' ? 'asc' : 'desc';
  return `select string_agg('\\x00'::bytea || int4send(octet_length(frame)) || frame, ''::bytea order by ${key} ${order}) filter (where before < ${PAGE_BYTES}) as frames,
      count(*) filter (where before < ${PAGE_BYTES})::int as held, count(*)::int as found
    from (select ${key}, frame, sum(octet_length(frame)) over (order by ${key} ${order}) - octet_length(frame) as before
      from (select ${key}, frame from event_store.events where ${condition} order by ${key} ${order} limit $1) rows) measured`;
};

const BETWEEN = 'position between $2 and $3';
const BETWEEN_TWO = 'position between $1 and $2';
const OF_STREAM = 'stream_key = $2 and stream = $3 and revision between $4 and $5';

const HEADS = `select n.place::int, last.revision, case when n.with_frame then last.frame end as frame
  from unnest($1::int8[], $2::text[], $3::bool[]) with ordinality n(key, stream, with_frame, place)
  cross join lateral (select revision, frame from event_store.events e where e.stream_key = n.key and e.stream = n.stream
    order by revision desc limit 1) last`;

type FoundRow = { revision: string; position: string; id: string };
export type FoundEvent = { readonly id: string; readonly revision: number; readonly ordinal: number };

/** The questions that are asked of the table. Ordinals, revisions and ranges are inclusive. */
export class Pages {
  constructor(private readonly db: pg.Pool | pg.Client) {}

  /** @param prefixes of stream names, any of which will do; none of them: all streams */
  async all(
    direction: Direction,
    from: number,
    to: number,
    limit: number,
    prefixes?: readonly string[],
  ): Promise<Page> {
    if (!prefixes) {
      return this.page(`all-${direction}`, page(BETWEEN, 'position', direction), [limit, from, to]);
    }
    const patterns = prefixes.map((prefix) => `${storableText(prefix).replace(/[\\%_]/g, '\\$&')}%`);
    const text = page(`${BETWEEN} and stream like any ($4::text[])`, 'position', direction);
    return this.page(`prefixes-${direction}`, text, [limit, from, to, textArray(patterns)]);
  }

  async stream(direction: Direction, stream: string, from: number, to: number, limit: number): Promise<Page> {
    const key = [streamKey(stream).toString(), storableText(stream)];
    const range = [revisionText(from), revisionText(to)];
    return this.page(`stream-${direction}`, page(OF_STREAM, 'revision', direction), [limit, ...key, ...range]);
  }

  /** The ordinal of the newest event; 0 in an empty log. */
  async newest(): Promise<number> {
    const { rows } = await this.db.query<{ newest: string }>(
      'select coalesce(max(position), 0) newest from event_store.events',
    );
    return Number(rows[0]!.newest);
  }

  /** The stream keys and ids of the events in a range: 8 and 16 bytes for each. */
  async keys(from: number, to: number): Promise<Buffer> {
    const { rows } = await this.db.query<{ keys: Buffer | null }>({
      name: 'keys',
      text: `select string_agg(int8send(stream_key) || uuid_send(event_id), ''::bytea) keys from event_store.events where ${BETWEEN_TWO}`,
      values: [from, to],
    });
    return rows[0]!.keys ?? Buffer.alloc(0);
  }

  /** The heads of those streams that have any event. */
  async heads(streams: readonly string[]): Promise<Map<string, Head>> {
    const { rows } = await this.db.query<{ place: number; revision: string; frame: Buffer | null }>({
      name: 'heads',
      text: HEADS,
      values: [
        int8Array(streams.map(streamKey)),
        textArray(streams.map(storableText)),
        boolArray(streams.map(isMetastream)),
      ],
    });
    return new Map(
      rows.map(({ place, revision, frame }) => [
        streams[place - 1]!,
        { last: Number(revision), metadata: frame ? metadataOfEntry(new Entry(frame)) : NO_METADATA },
      ]),
    );
  }

  /** The events of a stream under these ids, oldest first; an id may be there more than once. */
  async byId(stream: string, ids: readonly string[]): Promise<FoundEvent[]> {
    return this.found('by-id', 'event_id = any ($3::uuid[])', stream, [ids]);
  }

  async byRevision(stream: string, from: number, to: number): Promise<FoundEvent[]> {
    return this.found('by-revision', 'revision between $3 and $4', stream, [from, to]);
  }

  private async found(name: string, condition: string, stream: string, values: unknown[]): Promise<FoundEvent[]> {
    const { rows } = await this.db.query<FoundRow>({
      name,
      text: `select revision, position, event_id as id from event_store.events
        where stream_key = $1 and stream = $2 and ${condition}`,
      values: [streamKey(stream).toString(), storableText(stream), ...values],
    });
    const events = rows.map((row) => ({
      id: row.id,
      revision: revisionOf(row.revision),
      ordinal: Number(row.position),
    }));
    return events.sort((a, b) => a.revision - b.revision);
  }

  private async page(name: string, text: string, values: (string | number | Buffer)[]): Promise<Page> {
    type Row = { frames: Buffer | null; held: number; found: number };
    const { rows } = await this.db.query<Row>({ name, text, values });
    const { frames, held, found } = rows[0]!;
    return new Page(frames ?? NOTHING, held, found < Number(values[0]) && found === held);
  }
}

const revisionOf = (text: string): number =>
  text === revisionText(TOMBSTONE_REVISION) ? TOMBSTONE_REVISION : Number(text);
