import { compare } from './by-code-units.js';
import { type ImportResult } from './item-import.js';

export type ClientReport = {
  /** The slug. */
  id: string;
  name: string;
  type: string;
  result: 'taken-over' | 'exists' | 'not-supported';
};

export type ImportedRow = {
  id: string;
  title: string;
  client: string;
  /** Times are ISO 8601 in UTC. */
  begunAt: string;
  endedAt: string | null;
  becomes: ImportResult['becomes'];
  reason: string | null;
  result: ImportResult['result'];
};

export type ImportReport = {
  dryRun: boolean;
  attempts: number;
  /** Written by this run, or would be by one that is not dry. */
  added: number;
  /** There already. */
  present: number;
  /** How many attempts became what: `active`, `completed`, `failed`, `cancelled`. */
  outcomes: Record<ImportResult['becomes'], number>;
  clients: ClientReport[];
  /** Oldest first. */
  rows: ImportedRow[];
};

export function reportOf(imported: readonly ImportResult[], clients: ClientReport[], dryRun: boolean): ImportReport {
  const rows = imported.map(rowOf).sort((a, b) => compare(a.begunAt, b.begunAt) || compare(a.id, b.id));
  const outcomes = { active: 0, completed: 0, failed: 0, cancelled: 0 };
  for (const { becomes } of rows) outcomes[becomes] += 1;
  const added = rows.filter(({ result }) => result === 'added').length;
  return { dryRun, attempts: rows.length, added, present: rows.length - added, outcomes, clients, rows };
}

function rowOf({ attempt, result, becomes }: ImportResult): ImportedRow {
  const { downloadId: id, title, client, begunAt, ending } = attempt;
  // What was there already may have gone on since, and then ended otherwise than the other program says.
  const same = ending?.outcome === becomes ? ending : null;
  const reason = same && 'reason' in same ? same.reason : null;
  return { id, title, client, begunAt, endedAt: same?.at ?? null, becomes, reason, result };
}
