import { z } from 'zod';
import { STORABLE } from '../../text/storable-text.js';
import { type Conditions, cursorInstant, decodeCursor, encodeCursor, instantSql } from './page.js';

const whole = z.int32();
/** PostgreSQL hands out its large numbers as text. */
const large = z.union([z.int(), z.string().regex(/^\d{1,18}$/)]);
const text = z.string().regex(STORABLE);

type Sort = {
  sql: string;
  /** How it reads in a cursor. */
  value: z.ZodType;
  /** What a cursor holds, where it is not the value itself. */
  cursor?: string;
  /** Told by the client alone: the log does not know it. */
  telemetry?: true;
};

/** What the queue is sorted by. What nobody knows comes last, in both directions. */
export const SORTS = {
  initiatedAt: { sql: '"initiatedAt"', value: cursorInstant, cursor: instantSql('"initiatedAt"') },
  title: { sql: 'lower(title)', value: text },
  status: { sql: 'status', value: text },
  protocol: { sql: 'protocol', value: text },
  downloadClient: { sql: '"downloadClient"', value: text },
  category: { sql: 'category', value: text },
  indexer: { sql: 'indexer', value: text },
  sizeBytes: { sql: '"sizeBytes"', value: large },
  priority: { sql: 'priority', value: whole },
  progress: { sql: 'progress', value: z.number(), telemetry: true },
  downloadedBytes: { sql: '"downloadedBytes"', value: large, telemetry: true },
  downloadSpeed: { sql: '"downloadSpeed"', value: large, telemetry: true },
  uploadSpeed: { sql: '"uploadSpeed"', value: large, telemetry: true },
  etaSeconds: { sql: '"etaSeconds"', value: large, telemetry: true },
  ratio: { sql: 'ratio', value: z.number(), telemetry: true },
  peers: { sql: 'peers', value: whole, telemetry: true },
} as const satisfies Record<string, Sort>;

export type SortName = keyof typeof SORTS;
/** `-` before the name: descending. */
export type SortKey = SortName | `-${SortName}`;
/** The first key counts most; the id decides what they leave open. */
export type QueueSort = readonly SortKey[];

export const sortName = (key: SortKey): SortName => key.replace('-', '') as SortName;
const isDescending = (key: SortKey) => key.startsWith('-');
const sortOf = (key: SortKey): Sort => SORTS[sortName(key)];

/** The columns of a cursor, beside the row's own: `sort_0`, `sort_1`, … */
export const cursorColumns = (sort: QueueSort): string =>
  sort.map((key, i) => `, ${sortOf(key).cursor ?? sortOf(key).sql} AS sort_${i}`).join('');

export function orderOf(sort: QueueSort): string {
  const keys = sort.map((key) => `${sortOf(key).sql} ${isDescending(key) ? 'DESC' : 'ASC'} NULLS LAST`);
  return [...keys, `id ${idDescends(sort) ? 'DESC' : 'ASC'}`].join(', ');
}

/** So that the other direction of one key is the same list read from its end. */
const idDescends = (sort: QueueSort) => isDescending(sort[0]!);

/** @param row with its `cursorColumns` */
export const cursorAt = (sort: QueueSort, row: Readonly<Record<string, unknown>>): string =>
  encodeCursor([sort.join(), ...sort.map((_, i) => row[`sort_${i}`]), row['id']]);

/** Only what comes after the row that a cursor names. @throws InvalidCursor */
export function addCursor(conditions: Conditions, sort: QueueSort, cursor: string): void {
  const values = sort.map((key) => sortOf(key).value.nullable());
  const [, ...place] = decodeCursor(cursor, z.tuple([z.literal(sort.join()), ...values, z.uuid()] as never)) as [
    string,
    ...unknown[],
  ];
  const id = conditions.value(place.at(-1));
  const afterAll = `id ${idDescends(sort) ? '<' : '>'} ${id}::uuid`;
  const after = sort.reduceRight((rest, key, i) => afterKey(conditions, key, place[i], rest), afterAll);
  conditions.add(`(${after}) AND ?::bool`, true);
}

/** @param rest what decides among those of the same value */
function afterKey(conditions: Conditions, key: SortKey, value: unknown, rest: string): string {
  const { sql } = sortOf(key);
  if (value === null) return `${sql} IS NULL AND (${rest})`;
  const placeholder = conditions.value(value);
  const than = isDescending(key) ? '<' : '>';
  return `${sql} ${than} ${placeholder} OR ${sql} IS NULL OR (${sql} = ${placeholder} AND (${rest}))`;
}
