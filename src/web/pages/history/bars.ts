import { type Schemas } from '../../api/types.ts';

export type Bucket = Schemas['Histogram']['bucket'];
type Buckets = Schemas['Histogram']['buckets'];

const HOUR = 3_600_000;
/** The periods that one looks at, each with bars that there are some dozen of. */
export const PERIODS: readonly { bucket: Bucket; ms: number }[] = [
  { bucket: 'hour', ms: 48 * HOUR },
  { bucket: 'day', ms: 30 * 24 * HOUR },
  { bucket: 'week', ms: 52 * 7 * 24 * HOUR },
  { bucket: 'month', ms: 5 * 365 * 24 * HOUR },
];

/** A colour of `tokens.css` for what has one of its own; the others take theirs in turn. */
const OWN: Readonly<Record<string, string>> = {
  'download.initiated': '--downloading',
  'download.accepted': '--checking',
  'download.paused': '--paused',
  'download.resumed': '--stalled',
  'download.completed': '--completed',
  'download.failed': '--failed',
  'download.cancellation-requested': '--waiting',
  'download.cancelled': '--cancelled',
};
const IN_TURN = ['--downloading', '--completed', '--paused', '--stalled', '--checking', '--offline', '--warning', '--failed', '--cancelled'] as const; // prettier-ignore
export const colourOf = (key: string, keys: readonly string[]): string =>
  OWN[key] ?? IN_TURN[keys.indexOf(key) % IN_TURN.length]!;

/** The answer has those buckets alone in which something happened; a bar chart wants the others too. */
export function withEmpty({ bucket, from, to, buckets }: Schemas['Histogram']): Buckets {
  const known = new Map(buckets.map((each) => [Date.parse(each.at), each]));
  const all: Buckets = [];
  for (let at = startOf(bucket, new Date(from)); at <= new Date(to); at = next(bucket, at))
    all.push(known.get(at.getTime()) ?? { at: at.toISOString(), counts: {}, total: 0 });
  return all;
}

/** Buckets begin at full hours, days, Mondays and months, in UTC. */
function startOf(bucket: Bucket, at: Date): Date {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()];
  if (bucket === 'hour') return new Date(Date.UTC(year, month, day, at.getUTCHours()));
  if (bucket === 'month') return new Date(Date.UTC(year, month));
  const sinceMonday = bucket === 'week' ? (at.getUTCDay() + 6) % 7 : 0;
  return new Date(Date.UTC(year, month, day - sinceMonday));
}

function next(bucket: Bucket, at: Date): Date {
  if (bucket === 'month') return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1));
  return new Date(at.getTime() + HOUR * { hour: 1, day: 24, week: 7 * 24 }[bucket]);
}

export type Bar = { at: string; total: number; parts: { key: string; share: number }[] };

/** The keys of all bars, most frequent first: the same one has the same colour in each. */
export function keysOf(buckets: Buckets): string[] {
  const sums = new Map<string, number>();
  for (const { counts } of buckets)
    for (const [key, count] of Object.entries(counts)) sums.set(key, (sums.get(key) ?? 0) + count);
  return [...sums].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([key]) => key);
}

/** Shares (0…1) of the highest bar, stacked in the order of the keys. */
export function barsOf(buckets: Buckets): Bar[] {
  const keys = keysOf(buckets);
  const most = Math.max(1, ...buckets.map(({ total }) => total));
  return buckets.map(({ at, counts, total }) => {
    const parts = keys.map((key) => ({ key, share: (counts[key] ?? 0) / most })).filter(({ share }) => share > 0);
    return { at, total, parts };
  });
}
