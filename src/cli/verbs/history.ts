import { type HistoryEntry } from '../../downloads/queries/list-history.js';
import { type Page } from '../../downloads/queries/page.js';
import { instant } from '../format/figures.js';
import { shortId } from '../format/short-id.js';
import { eventSentence } from '../format/event-sentence.js';
import { table } from '../format/table.js';
import { print, say, terminalWidth } from '../format/terminal.js';
import { downloadOf } from '../service/download-ids.js';
import { apiCommand, type ApiOptions, serviceOf } from './api-command.js';

type Filter = { type?: string[]; client?: string; actor?: string; text?: string; from?: string; to?: string };
type Options = ApiOptions & Filter & { download?: string; limit: string };

const COLUMNS = ['WHEN', 'ID', 'BY', 'WHAT', 'TITLE'].map((head) => ({ head, optional: head === 'BY' }));

export const historyCommand = () =>
  apiCommand('history')
    .description('What has happened, the newest first.')
    .option('--limit <number>', 'so many at most, of 1,000', '30')
    .option('--download <id>', 'of this download')
    .option('--type <type...>', 'of these events: download.completed, …')
    .option('--client <id>', 'in this download client')
    .option('--actor <name>', 'by this key, or monitor, dispatcher, import')
    .option('--text <text>', 'of titles that hold it')
    .option('--from <instant>', 'since then: 2026-11-20T10:00:00Z')
    .option('--to <instant>', 'until then')
    .action(history);

async function history({ json, url, download, ...filter }: Options): Promise<void> {
  const service = await serviceOf({ url });
  const id = download === undefined ? undefined : (await downloadOf(service, download)).id;
  const page = await service.get<Page<HistoryEntry>>('/history', { ...filter, download: id });
  if (json) return print(JSON.stringify(page));
  if (page.items.length === 0) return say('Nothing like that has happened.');
  const rows = page.items.map((entry) => [instant(entry.occurredAt), shortId(entry.downloadId), entry.actor ?? '-', eventSentence(entry), entry.title ?? '-']); // prettier-ignore
  print(table(COLUMNS, rows, terminalWidth()));
  if (page.nextCursor !== null) say(`The newest ${page.items.length} of ${page.total}; --limit shows more.`);
}
