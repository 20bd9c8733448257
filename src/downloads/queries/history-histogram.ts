import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';

export const BUCKETS = ['hour', 'day', 'week', 'month'] as const;
export type Bucket = (typeof BUCKETS)[number];
/** By `code`: why downloads failed or were cancelled. */
export const HISTOGRAM_BY = ['type', 'client', 'code'] as const;
export type HistogramBy = (typeof HISTOGRAM_BY)[number];

/** How many events occurred in a time, by what `by` names. Times without events are left out. */
export type HistogramBucket = { at: string; counts: Record<string, number>; total: number };
/** `from` inclusive, `to` exclusive; buckets are cut in UTC, weeks begin on Monday. */
export type Histogram = { bucket: Bucket; by: HistogramBy; from: string; to: string; buckets: HistogramBucket[] };

export class GetHistoryHistogram extends Query<Histogram> {
  constructor(
    readonly bucket: Bucket,
    readonly by: HistogramBy,
    readonly from: string,
    readonly to: string,
  ) {
    super();
  }
}

/** Where no code is told, the end itself is one. */
const VALUES: Record<HistogramBy, string> = {
  type: 'type',
  client: `split_part(substr(stream, 10), '.', 1)`,
  code: `coalesce(data->>'reason', type)`,
};
const ONLY: Partial<Record<HistogramBy, string>> = { code: `AND type IN ('download.failed', 'download.cancelled')` };

/** The first of 2001 was a Monday. Bins of one length are quicker than cutting by the calendar. */
const bin = (length: string) => `date_bin('${length}', occurred_at, timestamptz '2001-01-01T00:00:00Z')`;
const BUCKET_OF: Record<Bucket, string> = {
  hour: bin('1 hour'),
  day: bin('1 day'),
  week: bin('7 days'),
  month: `date_trunc('month', occurred_at, 'UTC')`,
};

type Row = { at: Date; value: string; count: number };

@QueryHandler(GetHistoryHistogram)
export class GetHistoryHistogramHandler implements IQueryHandler<GetHistoryHistogram> {
  constructor(private readonly database: DataSource) {}

  async execute({ bucket, by, from, to }: GetHistoryHistogram): Promise<Histogram> {
    const rows = await this.database.query<Row[]>(
      `SELECT ${BUCKET_OF[bucket]} AS at, ${VALUES[by]} AS value, count(*)::int AS count
         FROM download_history WHERE occurred_at >= $1 AND occurred_at < $2 ${ONLY[by] ?? ''}
        GROUP BY 1, 2 ORDER BY 1, 2`,
      [from, to],
    );
    return { bucket, by, from: new Date(from).toISOString(), to: new Date(to).toISOString(), buckets: bucketsOf(rows) };
  }
}

function bucketsOf(rows: readonly Row[]): HistogramBucket[] {
  const buckets = new Map<number, HistogramBucket>();
  for (const { at, value, count } of rows) {
    const bucket = buckets.get(at.getTime()) ?? { at: at.toISOString(), counts: {}, total: 0 };
    bucket.counts[value] = count;
    bucket.total += count;
    buckets.set(at.getTime(), bucket);
  }
  return [...buckets.values()];
}
