import { type DataSource } from 'typeorm';
import { type EventLog, type Position, type StoredEvent } from '../../event-store/event-log.js';
import { LogReader } from '../../event-processing/subscription/log-reader.js';
import { type Outcome } from '../../downloads/domain/state.js';
import { history } from '../../downloads/projections/history.js';

/** Where an attempt is, and how it ended: null while it had not when it was asked. */
export type KnownAttempt = { stream: string; outcome: Outcome | null };

const OUTCOMES: Record<string, Outcome> = {
  'download.completed': 'completed',
  'download.failed': 'failed',
  'download.cancelled': 'cancelled',
};

/** How many ids are asked for in one statement. */
const IDS = 10_000;
/** How many events are held at a time. */
const EVENTS = 1_000;

/** Those of the attempts that the log has, in whatever stream: by the history, and by the log from where that ends. */
export async function knownAttempts(
  ids: readonly string[],
  database: DataSource,
  log: EventLog,
): Promise<Map<string, KnownAttempt>> {
  // In this order: what comes in meanwhile is seen twice rather than not at all.
  const position = await positionOfHistory(database);
  const known = await inHistory(ids, database);
  const end = await log.lastPosition(history.streams);
  const asked = new Set(ids);
  const reader = new LogReader(log, history.streams, new AbortController().signal, EVENTS, position);
  try {
    for await (const events of reader.upTo(end)) for (const event of events) learn(event, known, asked);
  } finally {
    reader.close();
  }
  return known;
}

async function positionOfHistory(database: DataSource): Promise<Position | null> {
  const [row] = await database.query<{ commit: string | null; prepare: string | null }[]>(
    'SELECT commit_position AS commit, prepare_position AS prepare FROM projections WHERE name = $1',
    [history.name],
  );
  if (!row || row.commit === null || row.prepare === null) return null;
  return { commit: BigInt(row.commit), prepare: BigInt(row.prepare) };
}

async function inHistory(ids: readonly string[], database: DataSource): Promise<Map<string, KnownAttempt>> {
  const known = new Map<string, KnownAttempt>();
  for (let i = 0; i < ids.length; i += IDS) {
    const rows = await database.query<(KnownAttempt & { id: string })[]>(
      'SELECT id, stream, outcome FROM download_attempts WHERE id = ANY($1)',
      [ids.slice(i, i + IDS)],
    );
    for (const { id, stream, outcome } of rows) known.set(id, { stream, outcome });
  }
  return known;
}

function learn({ type, streamId, data }: StoredEvent, known: Map<string, KnownAttempt>, asked: ReadonlySet<string>) {
  const id = (data as { downloadId?: unknown } | null)?.downloadId;
  if (typeof id !== 'string' || !asked.has(id)) return;
  const attempt = known.get(id);
  if (type === 'download.initiated' && !attempt) known.set(id, { stream: streamId, outcome: null });
  else if (attempt) attempt.outcome ??= OUTCOMES[type] ?? null;
}
