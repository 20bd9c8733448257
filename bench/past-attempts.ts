import { v4 as uuid } from 'uuid';
import { StreamRepository } from '../src/downloads/streams/stream-repository.js';
import { itemStream } from '../src/downloads/initiation/initiation.js';
import { type Cause } from '../src/downloads/domain/commands.js';
import { contentStream, targetsOf } from '../src/downloads/domain/content.js';
import { type ContentClaimed, type DownloadEvent } from '../src/downloads/domain/events.js';
import { type EventLog } from '../src/event-store/event-log.js';

const EPISODES = 100;
const AT_ONCE = 64;

/** A series with so many attempts behind it, all ended, one in two completed, its files long gone. */
export async function writePastAttempts(log: EventLog, client: string, mediaId: string, count: number): Promise<void> {
  const streams = new StreamRepository(log);
  const attempts = Array.from({ length: count }, (_, i) => attemptOf(client, mediaId, i));
  const claims = attempts.map(({ claim }) => claim);
  const content = contentStream({ kind: 'series', mediaId });
  for (let i = 0; i < claims.length; i += 500) {
    const revision = i === 0 ? 'no-stream' : BigInt(i - 1);
    await streams.append(content, claims.slice(i, i + 500), revision, causeNow());
  }
  const waiting = attempts.values();
  const worker = async () => {
    for (const { stream, events } of waiting) await streams.append(stream, events, 'no-stream', causeNow());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function attemptOf(client: string, mediaId: string, i: number) {
  const downloadId = uuid();
  const itemKey = uuid().replaceAll('-', '').padEnd(40, '0');
  const stream = itemStream(client, itemKey);
  const [season, episode] = [1 + Math.floor(i / EPISODES), 1 + (i % EPISODES)];
  const content = { kind: 'episodes' as const, mediaId, season, episodes: [episode] };
  const claim: ContentClaimed = {
    type: 'content.claimed',
    data: { downloadId, targets: targetsOf(content), downloadStream: stream, forced: false },
  };
  const files = [{ path: `/nowhere/${downloadId}.mkv`, sizeBytes: 1 }];
  const completed = { downloadId, outputPath: files[0]!.path, files, sizeBytes: 1 };
  const events: DownloadEvent[] = [
    {
      type: 'download.initiated',
      data: {
        ...{ downloadId, client, itemKey, content, title: `Attempt ${i}`, protocol: 'torrent', origin: 'request' },
        ...{ downloadClientId: null, category: null, priority: null, indexer: null, sizeBytes: 1 },
        ...{ releaseRef: null, retryOf: null },
      },
    },
    i % 2 === 0
      ? { type: 'download.completed', data: completed }
      : { type: 'download.failed', data: { downloadId, reason: 'client-error', message: null } },
  ];
  return { stream, claim, events };
}

function causeNow(): Cause {
  const commandId = uuid();
  return { commandId, correlationId: commandId, causationId: commandId, actor: 'import', at: new Date().toISOString() };
}
