import { v5 as uuidV5 } from 'uuid';
import { type PlacedEvent } from '@ledgarr/event-store-node/bench/write-log';
import { type DownloadEvent, type InitiatedData } from '../src/downloads/domain/events.js';
import { writeEvent } from '../src/downloads/event-registry/write-event.js';

/** Downloads that are active at the same time. */
const ACTIVE = 2_000;
const STILL_ACTIVE = 500;
const FIRST_SECOND = Date.UTC(2020, 0, 1);
const EVENT_MS = 20_000;
const NAMESPACE = '00000000-0000-4000-8000-000000000000';

/** Mulberry32: the same numbers for the same seed, from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Attempt = { stream: string; events: DownloadEvent[]; done: number };

/**
 * The log of a set-up that has been running for years: downloads that overlap, of films and episodes, of four events on
 * average; most complete, some fail or are cancelled, a few hundred are still active. The same for the same seed.
 */
export function* logOf(downloads: number, seed = 1): Generator<PlacedEvent> {
  const random = randomFrom(seed);
  const active: Attempt[] = [];
  let written = 0;
  for (let begun = 0; begun < downloads || active.length > STILL_ACTIVE;) {
    const begins = begun < downloads && (active.length < ACTIVE || random() < 0.25);
    if (begins) active.push(attemptOf(begun++, random));
    const at = begins ? active.length - 1 : Math.floor(random() * active.length);
    const attempt = active[at]!;
    yield placed(attempt, written++);
    attempt.done += 1;
    if (attempt.done < attempt.events.length) continue;
    active[at] = active.at(-1)!;
    active.pop();
  }
}

function placed({ stream, events, done }: Attempt, written: number): PlacedEvent {
  const createdAt = FIRST_SECOND + written * EVENT_MS;
  const commandId = uuidV5(`command ${written}`, NAMESPACE);
  const cause = {
    commandId,
    correlationId: commandId,
    causationId: commandId,
    actor: 'api',
    at: new Date(createdAt).toISOString(),
  };
  const { id, type, data, metadata } = writeEvent(events[done]!, cause, 0);
  const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
  return {
    stream,
    revision: done,
    createdAt,
    event: { id, type, isJson: true, data: bytes(data), metadata: bytes(metadata) },
  };
}

function attemptOf(i: number, random: () => number): Attempt {
  const downloadId = uuidV5(`download ${i}`, NAMESPACE);
  const itemKey = uuidV5(`item ${i}`, NAMESPACE).replaceAll('-', '').padEnd(40, '0');
  const client = ['qbittorrent-nas', 'transmission', 'sabnzbd'][i % 3]!;
  const title = `Some.Title.Number.${i % 5_000}.S0${1 + (i % 9)}E${10 + (i % 20)}.1080p.WEB-DL.DDP5.1.H.264-GROUP`;
  const initiated: InitiatedData = {
    ...{ downloadId, client, itemKey, title, downloadClientId: itemKey, protocol: 'torrent', origin: 'request' },
    content: {
      kind: 'episodes',
      mediaId: `tvdb:${i % 5_000}`,
      title: `Some Title ${i % 5_000}`,
      season: 1 + (i % 9),
      episodes: [10 + (i % 20)],
    },
    ...{
      category: 'tv',
      priority: null,
      indexer: 'Indexer',
      sizeBytes: 1_500_000_000 + i,
      releaseRef: `magnet:${itemKey}`,
      retryOf: null,
    },
  };
  const events: DownloadEvent[] = [
    { type: 'download.initiated', data: initiated },
    { type: 'download.accepted', data: { downloadId, downloadClientId: itemKey } },
  ];
  if (random() < 0.45)
    events.push({ type: 'download.paused', data: { downloadId } }, { type: 'download.resumed', data: { downloadId } });
  events.push(...endOf(initiated, random()));
  return { stream: `download-${client}.${itemKey}`, events, done: 0 };
}

function endOf({ downloadId, title, sizeBytes }: InitiatedData, chance: number): DownloadEvent[] {
  const reason = 'user' as const;
  if (chance < 0.1)
    return [{ type: 'download.failed', data: { downloadId, reason: 'client-error', message: 'no peers' } }];
  if (chance < 0.2)
    return [
      { type: 'download.cancellation-requested', data: { downloadId, removeData: true, reason } },
      { type: 'download.cancelled', data: { downloadId, reason, leftInClient: false } },
    ];
  const files = [{ path: `/downloads/tv/${title}/${title}.mkv`, sizeBytes: sizeBytes! }];
  return [{ type: 'download.completed', data: { downloadId, outputPath: `/downloads/tv/${title}`, files, sizeBytes } }];
}
