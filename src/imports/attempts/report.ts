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

const CLIENT_RESULTS = {
  'taken-over': { done: 'taken over', dry: 'would be taken over' },
  exists: { done: 'exists already, left as it is', dry: 'exists already, would be left as it is' },
  'not-supported': { done: 'not supported', dry: 'not supported' },
};

/** For people: what became of everything in a few lines; of a dry run, a table of all attempts before that. */
export function formatReport(report: ImportReport): string {
  const { dryRun, attempts, added, present, outcomes, clients, rows } = report;
  const tense = dryRun ? 'dry' : 'done';
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  const lines = [
    `${attempts} attempts: ${counts.join(', ')}.`,
    dryRun
      ? `${added} would be added, ${present} are there already. Nothing was written.`
      : `${added} added, ${present} were there already.`,
    ...clients.map(
      ({ id, name, type, result }) => `Client ${id} (${name}, ${type}): ${CLIENT_RESULTS[result][tense]}.`,
    ),
  ];
  return [...(dryRun ? [...table(rows), ''] : []), ...lines].join('\n');
}

const TITLE = 60;
const HEAD = ['begun', 'client', 'title', 'becomes', 'why', 'now'];

function table(rows: readonly ImportedRow[]): string[] {
  const cells = rows.map(({ begunAt, client, title, becomes, reason, result }) => [
    begunAt.slice(0, 16).replace('T', ' '),
    client,
    title.length > TITLE ? `${title.slice(0, TITLE - 1)}…` : title,
    becomes,
    reason ?? '',
    result === 'added' ? 'to be added' : 'there already',
  ]);
  const widths = HEAD.map((head, column) =>
    cells.reduce((most, row) => Math.max(most, row[column]!.length), head.length),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [line(HEAD), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)];
}
