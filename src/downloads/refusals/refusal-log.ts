import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Logger } from 'pino';
import { DataSource } from 'typeorm';
import { LOGGER } from '../../config/config.module.js';
import { storable } from '../../text/storable-text.js';
import { withoutSecrets } from '../../text/without-secrets.js';
import { type Content } from '../domain/content.js';
import { type Refused } from '../domain/refused.js';

/** What was asked for, as far as it was understood before it was refused. */
export type AskedFor = {
  actor: string;
  title: string | null;
  content: Content | null;
  indexer: string | null;
  /** ISO 8601. */
  at: string;
};

type Row = ReturnType<typeof rowOf>;

/** So many wait to be written at most; what comes on top is dropped, and counted. */
const MOST_WAITING = 1_000;
/** So many are kept at most, and for so long. */
const MOST_KEPT = 10_000;
const KEPT_DAYS = 90;
/** Old ones are looked for once in so many writes. */
const WRITES_BETWEEN_SWEEPS = 200;
const MOST_FILES = 20;
const LONGEST_TEXT = 1_000;

/**
 * Keeps what was refused, for people to look at: the same thing asked for again is counted. Written behind the answer,
 * which it neither delays nor fails: what cannot be written is dropped and logged.
 */
@Injectable()
export class RefusalLog implements OnApplicationShutdown {
  private readonly waiting = new Map<string, Row>();
  private writing: Promise<void> | null = null;
  private dropped = 0;
  private untilSweep = 0;

  constructor(
    private readonly database: DataSource,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  record(refused: Refused, asked: AskedFor): void {
    const row = rowOf(refused, asked);
    const same = this.waiting.get(row.sameness);
    if (same) this.waiting.set(row.sameness, { ...row, times: same.times + 1, first_at: same.first_at });
    else if (this.waiting.size < MOST_WAITING) this.waiting.set(row.sameness, row);
    else this.dropped += 1;
    this.writing ??= this.write().finally(() => (this.writing = null));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.writing;
  }

  private async write(): Promise<void> {
    while (this.waiting.size > 0) {
      const rows = [...this.waiting.values()];
      this.waiting.clear();
      try {
        await this.database.query(UPSERT, [JSON.stringify(rows)]);
        await this.sweep(rows.length);
      } catch (error) {
        this.dropped += rows.length;
        this.logger.warn({ err: error, dropped: this.dropped }, 'refusals could not be kept');
      }
    }
  }

  private async sweep(written: number): Promise<void> {
    this.untilSweep -= written;
    if (this.untilSweep > 0) return;
    this.untilSweep = WRITES_BETWEEN_SWEEPS;
    await this.database.query(
      `DELETE FROM refusals WHERE last_at < now() - make_interval(days => $1)
          OR last_at < (SELECT last_at FROM refusals ORDER BY last_at DESC, id DESC OFFSET $2 LIMIT 1)`,
      [KEPT_DAYS, MOST_KEPT],
    );
  }
}

const UPSERT = `
  INSERT INTO refusals AS kept
  SELECT * FROM jsonb_populate_recordset(NULL::refusals, $1::jsonb)
  ON CONFLICT (sameness) DO UPDATE SET times = kept.times + EXCLUDED.times, last_at = greatest(kept.last_at, EXCLUDED.last_at),
    first_at = least(kept.first_at, EXCLUDED.first_at), title = EXCLUDED.title, indexer = EXCLUDED.indexer,
    existing = EXCLUDED.existing, files = EXCLUDED.files, detail = EXCLUDED.detail, forceable = EXCLUDED.forceable`;

function rowOf({ code, details }: Refused, asked: AskedFor) {
  const { actor, content, at } = asked;
  const [title, indexer, detail] = [shown(asked.title), shown(asked.indexer), shown(details.detail ?? null)];
  const existing = details.existing ?? null;
  const same = JSON.stringify([code, actor, title, content, existing]);
  return {
    ...{
      id: randomUUID(),
      sameness: createHash('sha256').update(same).digest('hex'),
      code,
      actor,
      title,
      indexer,
      detail,
    },
    ...{ content: storable(content), media_id: content?.mediaId ?? null, existing },
    files: details.files?.slice(0, MOST_FILES).map((path) => storable(path)) ?? null,
    ...{ forceable: details.forceable ?? false, times: 1, first_at: at, last_at: at },
  };
}

/** What strangers wrote: bounded, without keys, and such that a table can hold it. */
const shown = (text: string | null): string | null =>
  text === null ? null : (storable(withoutSecrets(text)) as string).slice(0, LONGEST_TEXT);
