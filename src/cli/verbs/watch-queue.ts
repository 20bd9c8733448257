import { type LiveRow } from '../../downloads/live/live-row.js';
import { type Change, type Ended, QueueState } from '../service/queue-state.js';
import { liveMessages } from '../service/live-messages.js';
import { type Service } from '../service/service.js';
import { queueSummary, queueTable } from '../format/queue-table.js';
import { print, terminalWidth } from '../format/terminal.js';
import { nameOf } from '../service/download-ids.js';
import { Interrupted, interruptible } from '../interrupted.js';
import { screen } from '../format/screen.js';

export type QueueFilter = { status?: string[]; client?: string; text?: string };

/** How long one that has ended stays, with its end. */
const STAYS_MS = 5_000;
/** Lines around the rows: the heads, the summary, and the cursor's. */
const LINES_AROUND = 4;

type Shown = Omit<LiveRow, 'status'> & { status: string; endedAt?: number };

/** Shows the queue as it changes, until it is interrupted: a table on a terminal, a line for each change elsewhere. */
export async function watchQueue(service: Service, filter: QueueFilter, json: boolean): Promise<void> {
  const ended = new AbortController();
  const messages = liveMessages(service, ended.signal);
  const show = json ? asJson(messages) : process.stdout.isTTY ? onScreen(messages, filter) : asLines(messages, filter);
  try {
    await interruptible((interruption) => Promise.race([show, interruption]));
  } catch (error) {
    // That is how it ends.
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    ended.abort();
  }
}

type Messages = ReturnType<typeof liveMessages>;

async function asJson(messages: Messages): Promise<void> {
  for await (const message of messages) print(JSON.stringify(message));
}

async function asLines(messages: Messages, filter: QueueFilter): Promise<void> {
  const queue = new QueueState();
  const told = new Map<string, string>();
  for await (const { event, data } of messages) {
    const before = new Map(queue.rows);
    for (const row of rowsOf(queue.apply(event, data), before, queue.rows).filter(like(filter))) {
      if (told.get(row.id) !== row.status) print(`${nameOf(row)}: ${row.status}`);
      told.set(row.id, row.status);
    }
  }
}

async function onScreen(messages: Messages, filter: QueueFilter): Promise<void> {
  const queue = new QueueState();
  const leaving = new Map<string, Shown>();
  let isLost = false;
  const drawn = screen(() => [...picture(queue, leaving, filter), ...(isLost ? ['The connection is lost; it is tried again.'] : [])]); // prettier-ignore
  try {
    for await (const { event, data } of messages) {
      isLost = event === 'lost';
      const before = new Map(queue.rows);
      for (const row of rowsOf(queue.apply(event, data), before, queue.rows)) keep(leaving, row);
      if (queue.isReady) drawn.refresh();
    }
  } finally {
    drawn.end();
  }
}

function keep(leaving: Map<string, Shown>, row: Shown): void {
  if (row.endedAt === undefined) leaving.delete(row.id);
  else leaving.set(row.id, row);
}

function picture(queue: QueueState, leaving: Map<string, Shown>, filter: QueueFilter): string[] {
  for (const [id, { endedAt }] of leaving) if (Date.now() - endedAt! > STAYS_MS) leaving.delete(id);
  const rows = [...queue.rows.values(), ...leaving.values()].filter(like(filter)).sort(byTime);
  const room = Math.max(1, process.stdout.rows - LINES_AROUND);
  const hidden = rows.length - room;
  const summary = `${queueSummary(rows)}${hidden > 0 ? `, ${hidden} of them below` : ''}`;
  return rows.length === 0 ? ['Nothing is on its way.'] : [queueTable(rows.slice(0, room), terminalWidth()), '', summary]; // prettier-ignore
}

const byTime = (a: Shown, b: Shown) => a.initiatedAt.localeCompare(b.initiatedAt) || a.id.localeCompare(b.id);

const like =
  ({ status, client, text }: QueueFilter) =>
  (row: Shown): boolean =>
    (status === undefined || status.includes(row.status) || row.endedAt !== undefined) &&
    (client === undefined || row.downloadClient === client) &&
    (text === undefined || row.title.toLowerCase().includes(text.toLowerCase()));

/** The rows that a change is about, as they are after it. */
function rowsOf(change: Change, before: ReadonlyMap<string, LiveRow>, after: ReadonlyMap<string, LiveRow>): Shown[] {
  if (change === null) return [];
  if ('put' in change) return change.put;
  if ('patch' in change) return change.patch.flatMap(({ id }) => after.get(id) ?? []);
  return change.remove.flatMap((ended) => endOf(before.get(ended.id), ended));
}

const endOf = (row: LiveRow | undefined, { status, reason }: Ended): Shown[] =>
  row === undefined
    ? []
    : [{ ...row, status: status ?? 'ended', message: reason, progress: status === 'completed' ? 1 : row.progress, downloadSpeed: null, uploadSpeed: null, etaSeconds: null, endedAt: Date.now() }]; // prettier-ignore
