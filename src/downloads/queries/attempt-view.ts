import { type Content } from '../domain/content.js';
import { instantSql } from './page.js';

/** One line per attempt: when, how long, how it ended. */
export type AttemptView = {
  id: string;
  title: string;
  downloadClient: string;
  downloadClientId: string | null;
  content: Content | null;
  origin: string;
  retryOf: string | null;
  initiatedAt: string;
  endedAt: string | null;
  durationSeconds: number | null;
  outcome: 'completed' | 'failed' | 'cancelled' | null;
  reason: string | null;
  message: string | null;
};

/** `key`: where it stands in the list, to the microsecond. */
export const ATTEMPT_COLUMNS = `id, title, download_client AS "downloadClient", download_client_id AS "downloadClientId",
  content, origin, retry_of AS "retryOf", initiated_at AS "initiatedAt", ended_at AS "endedAt",
  extract(epoch FROM ended_at - initiated_at)::float8 AS "durationSeconds", outcome, reason, message,
  ${instantSql('initiated_at')} AS key`;

export type AttemptRow = Omit<AttemptView, 'initiatedAt' | 'endedAt'> & {
  initiatedAt: Date;
  endedAt: Date | null;
  key: string;
};

export const toAttempt = ({ key: _, initiatedAt, endedAt, ...row }: AttemptRow): AttemptView => ({
  ...row,
  initiatedAt: initiatedAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});
