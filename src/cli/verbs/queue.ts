import { type PageOfRows } from '../../downloads/queries/queue-pages.js';
import { print, say, terminalWidth } from '../format/terminal.js';
import { queueSummary, queueTable } from '../format/queue-table.js';
import { apiCommand, type ApiOptions, MOST, serviceOf } from './api-command.js';
import { watchQueue } from './watch-queue.js';

type Options = ApiOptions & { watch?: boolean; status?: string[]; client?: string; text?: string; at?: string };

export const queueCommand = () =>
  apiCommand('queue')
    .description('What is on its way.')
    .option('--watch', 'goes on showing it, until Ctrl-C')
    .option('--status <status...>', 'those alone: downloading, paused, …')
    .option('--client <id>', 'those of this download client')
    .option('--text <text>', 'those whose title holds it')
    .option('--at <instant>', 'as it was then: 2026-11-20T10:00:00Z')
    .action(queue);

async function queue({ watch, status, client, text, at, ...options }: Options): Promise<void> {
  const service = await serviceOf(options);
  if (watch) return watchQueue(service, { status, client, text }, options.json ?? false);
  const page = await service.get<PageOfRows>('/downloads', { status, client, text, at, limit: MOST });
  if (options.json) return print(JSON.stringify(page));
  if (page.items.length === 0) return say(nothing({ status, client, text }));
  print(queueTable(page.items, terminalWidth()));
  say(queueSummary(page.items) + (page.total > page.items.length ? `, of ${page.total}` : ''));
}

const nothing = (filter: object): string =>
  Object.values(filter).some((each) => each !== undefined)
    ? 'Nothing in the queue is like that.'
    : 'Nothing is on its way. ledgarr add <magnet, link or file> asks for something.';
