import { readdirSync, readFileSync } from 'node:fs';
import { type StoredEvent } from '../../event-store/event-log.js';
import { type InitiatedData } from '../domain/events.js';
import { downloads } from '../projections/downloads.js';
import { finished } from '../projections/finished.js';
import { history } from '../projections/history.js';
import { MalformedEvent, readEvent } from './read-event.js';
import { registry } from './registry.js';
import { writeEvent } from './write-event.js';

const folder = new URL('./fixtures/', import.meta.url);
const stored = (name: string, changes: object = {}): StoredEvent => ({
  id: '11111111-1111-4111-8111-111111111111',
  streamId: 'download-qbittorrent-nas.63e18ebbd7a9008813516bc463c764bd6ebdd06f',
  revision: 0n,
  position: { commit: 1n, prepare: 1n },
  createdAt: '2026-11-21T00:00:01.000Z',
  ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
  ...changes,
});
const fixtures = readdirSync(folder);

describe('every version of every event that was ever released', () => {
  it('is kept as a fixture', () => {
    const released = Object.entries(registry).flatMap(([type, { version }]) =>
      Array.from({ length: version }, (_, i) => `${type}.v${i + 1}.json`),
    );
    expect([...fixtures].sort()).toEqual(released.sort());
  });

  it.each(fixtures)('%s reads as an event of today, and projects', (name) => {
    const event = stored(name);
    expect(readEvent(event)).toEqual({ type: event.type, data: event.data });
    expect(downloads.apply(event)).toMatchSnapshot('downloads');
    expect(history.apply(event)).toMatchSnapshot('history');
    expect(finished.apply(event)).toMatchSnapshot('finished');
  });
});

describe('reading', () => {
  it('passes over a type that it does not know', () =>
    expect(readEvent(stored('download.paused.v1.json', { type: 'download.blessed' }))).toBeNull());

  it.each([
    ['text instead of data', 'garbage'],
    ['nothing', undefined],
    ['a missing field', {}],
    ['a wrong type', { downloadId: 7 }],
  ])('refuses %s', (_, data) =>
    expect(() => readEvent(stored('download.paused.v1.json', { data }))).toThrow(MalformedEvent),
  );

  it.each([
    ['a priority', { priority: 1e12 }],
    ['a season', { content: { kind: 'season', mediaId: 'tvdb:1', season: 2 ** 31 } }],
    ['an episode', { content: { kind: 'episodes', mediaId: 'tvdb:1', season: 1, episodes: [2 ** 40] } }],
    ['an id', { itemKey: 'k'.repeat(3_000) }],
  ])('refuses %s that is larger than its column or its index', (_, odd) => {
    const { data } = stored('download.initiated.v1.json');
    const event = stored('download.initiated.v1.json', { data: { ...(data as object), ...odd } });
    expect(() => readEvent(event)).toThrow(MalformedEvent);
  });

  it('keeps no field that the type does not have', () => {
    const { data } = stored('download.paused.v1.json');
    const event = stored('download.paused.v1.json', { data: { ...(data as object), secret: 1 } });
    expect(readEvent(event)!.data).toEqual(data);
  });
});

describe('writing', () => {
  const cause = {
    commandId: '7f2d1f37-6f6e-4be0-a0a5-b7f3f1c5b001',
    correlationId: 'correlation',
    causationId: 'causation',
    actor: 'api',
    at: '2026-11-21T00:00:00.000Z',
  };
  const paused = { type: 'download.paused', data: { downloadId: '0b9a7c1e-6d0e-4a53-9a63-7f7f0c7a1a01' } } as const;

  it('gives the same command the same event ids', () => {
    expect(writeEvent(paused, cause, 0)).toEqual(writeEvent(paused, cause, 0));
    expect(writeEvent(paused, cause, 1).id).not.toBe(writeEvent(paused, cause, 0).id);
  });

  it('says in the metadata, all as text, who did it, when and why', () =>
    expect(writeEvent(paused, cause, 0).metadata).toEqual({
      $correlationId: 'correlation',
      $causationId: 'causation',
      commandId: '7f2d1f37-6f6e-4be0-a0a5-b7f3f1c5b001',
      actor: 'api',
      schemaVersion: '1',
      occurredAt: '2026-11-21T00:00:00.000Z',
    }));

  it.each([
    ['NUL', 'a\u0000b', 'ab'],
    ['half a surrogate pair', 'a\ud800b\udc00', 'a\ufffdb\ufffd'],
    ['nothing of a whole pair', 'a\u{1f600}b', 'a\u{1f600}b'],
    ['nothing that only looks so', 'a\\u0000\\ud800', 'a\\u0000\\ud800'],
  ])('takes out what a database cannot hold: %s', (_, message, kept) => {
    const { downloadId } = paused.data;
    const failed = { type: 'download.failed', data: { downloadId, reason: 'client-error', message } } as const;
    expect(writeEvent(failed, cause, 0).data).toEqual({ ...failed.data, message: kept });
  });

  it.each([
    ['title', 'A.Film https://t.example/dl?apikey=SECRET', 'A.Film https://t.example/…'],
    ['indexer', 'http://prowlarr:9696/1/api?apikey=SECRET', 'http://prowlarr:9696/…'],
    ['category', 'films passkey=SECRET', 'films passkey=…'],
    ['category', 'http://u:SECRET@nas', 'http://nas/…'],
  ])('keeps links and keys out of the log: %s', (field, given, kept) => {
    const { data } = JSON.parse(
      readFileSync(new URL('./fixtures/download.initiated.v1.json', import.meta.url), 'utf8'),
    );
    const content = { kind: 'movie', mediaId: 'tmdb:1', title: given };
    const initiated = { type: 'download.initiated', data: { ...data, [field]: given, content } } as const;
    expect(writeEvent(initiated, cause, 0).data).toMatchObject({ [field]: kept, content: { title: kept } });
  });

  it('keeps paths as they are, and keys out of what a client says', () => {
    const { downloadId } = paused.data;
    const files = [{ path: '/films/What? a=b/x.mkv', sizeBytes: 1 }];
    const completed = { downloadId, outputPath: '/films/What? a=b', files, sizeBytes: 1 };
    expect(writeEvent({ type: 'download.completed', data: completed }, cause, 0).data).toEqual(completed);
    const message = 'tracker http://t.example/SECRET/announce: X-Api-Key SECRET, admin:SECRET@t.example';
    const failed = { downloadId, reason: 'client-error', message } as const;
    expect(writeEvent({ type: 'download.failed', data: failed }, cause, 0).data).toMatchObject({
      message: 'tracker http://t.example/… X-Api-Key … …@t.example',
    });
  });

  it('refuses what could not be read once that is taken out', () => {
    const { downloadId } = paused.data;
    const accepted = { type: 'download.accepted', data: { downloadId, downloadClientId: '\u0000' } } as const;
    expect(() => writeEvent(accepted, cause, 0)).toThrow();
  });

  it('cuts what clients and people have written to what an event should hold, and no path and no id', () => {
    const { downloadId } = paused.data;
    const failed = {
      downloadId,
      reason: 'client-error',
      message: `${'x'.repeat(3_998)}\u{1f600}${'y'.repeat(2_000_000)}`,
    } as const;
    const { data } = writeEvent({ type: 'download.failed', data: failed }, cause, 0);
    expect(data).toEqual({ ...failed, message: `${'x'.repeat(3_998)}…` });
    const completed = { downloadId, outputPath: `/${'p'.repeat(5_000)}`, files: [], sizeBytes: null };
    expect(writeEvent({ type: 'download.completed', data: completed }, cause, 0).data).toEqual(completed);
    const endless = { ...completed, outputPath: `/${'p'.repeat(2_000_000)}` };
    expect(writeEvent({ type: 'download.completed', data: endless }, cause, 0).data).toMatchObject({
      outputPath: null,
    });
    const content = { kind: 'movie', mediaId: 'tmdb:1', title: 'é'.repeat(1_001) } as const;
    const initiated = { ...stored('download.initiated.v1.json').data as InitiatedData, title: 't'.repeat(9_999), category: 'c'.repeat(999), indexer: 'i'.repeat(999), content }; // prettier-ignore
    expect(writeEvent({ type: 'download.initiated', data: initiated }, cause, 0).data).toEqual({
      ...initiated,
      title: `${'t'.repeat(999)}…`,
      category: `${'c'.repeat(499)}…`,
      indexer: `${'i'.repeat(499)}…`,
      content: { ...content, title: `${'é'.repeat(999)}…` },
    });
  });

  it('refuses data that do not fit', () =>
    expect(() => writeEvent({ type: 'download.paused', data: { downloadId: 'x' } }, cause, 0)).toThrow());
});
