import { type AttemptView } from '../../downloads/queries/attempt-view.js';
import { type DownloadView } from '../../downloads/queries/download-view.js';
import { type EventView } from '../../downloads/queries/event-view.js';
import { contentName } from '../format/content-name.js';
import { eventSentence } from '../format/event-sentence.js';
import { bar, bytes, duration, instant, speed } from '../format/figures.js';
import { shortId } from '../format/short-id.js';
import { coloured, print } from '../format/terminal.js';
import { downloadOf } from '../service/download-ids.js';
import { apiCommand, type ApiOptions, MOST, serviceOf } from './api-command.js';

type Items<T> = { items: T[]; total: number };
type Story = { download: DownloadView; events: EventView[]; attempts: AttemptView[] };

export const showCommand = () =>
  apiCommand('show')
    .argument('<id>', 'or its beginning, as far as no other begins so')
    .description('A download and its story, from the log.')
    .action(show);

async function show(beginning: string, options: ApiOptions): Promise<void> {
  const service = await serviceOf(options);
  const { id } = await downloadOf(service, beginning);
  const [download, events, attempts] = await Promise.all([
    service.get<DownloadView>(`/downloads/${id}`),
    service.get<Items<EventView>>(`/downloads/${id}/events`, { limit: MOST }),
    service.get<Items<AttemptView>>(`/downloads/${id}/attempts`),
  ]);
  const story = { download, events: events.items, attempts: attempts.items };
  print(options.json ? JSON.stringify(story) : told(story));
}

function told({ download, events, attempts }: Story): string {
  const others = attempts.filter(({ id }) => id !== download.id);
  return [
    download.title,
    ...facts(download).map(([name, value]) => `  ${name.padEnd(10)} ${value}`),
    '',
    ...events.map((event) => `  ${instant(event.occurredAt)}  ${eventSentence(event)}${event.actor ? `, by ${event.actor}` : ''}`), // prettier-ignore
    ...(others.length > 0 ? ['', 'Other attempts:'] : []),
    ...others.map(({ id, initiatedAt, outcome, reason }) => `  ${shortId(id)}  ${instant(initiatedAt)}  ${coloured(outcome ?? 'active')}${reason ? ` (${reason})` : ''}`), // prettier-ignore
  ].join('\n');
}

function facts(download: DownloadView): [string, string][] {
  const { progress, downloadSpeed, etaSeconds, content, category, indexer, outputPath, message } = download;
  const all: [string, string | null][] = [
    ['id', download.id],
    ['status', coloured(download.status)],
    ['message', message],
    ['progress', progress > 0 ? bar(progress) : null],
    ['speed', downloadSpeed ? speed(downloadSpeed) : null],
    ['left', etaSeconds === null ? null : duration(etaSeconds)],
    ['size', download.sizeBytes === null ? null : bytes(download.sizeBytes)],
    ['content', contentName(content)],
    ['client', `${download.downloadClient}, ${download.downloadClientId ?? download.itemKey}`],
    ['category', category],
    ['indexer', indexer],
    ['files', outputPath],
  ];
  return all.filter((fact): fact is [string, string] => fact[1] !== null);
}
