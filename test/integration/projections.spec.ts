import { type DownloadEvent, type InitiatedData } from '../../src/downloads/domain/events.js';
import { downloads } from '../../src/downloads/projections/downloads.js';
import { history } from '../../src/downloads/projections/history.js';
import {
  eventIdAt,
  type GivenEvent,
  type Projecting,
  projectionSpecification,
} from '../support/projection-specification.js';

const A = '00000000-0000-4000-8000-00000000000a';
const B = '00000000-0000-4000-8000-00000000000b';
const STREAM = 'download-seedbox.x';
const MOVIE = { kind: 'movie', mediaId: 'tmdb:603' } as const;

const given = projectionSpecification();

const event = (happened: DownloadEvent, metadata: Record<string, unknown> = {}): GivenEvent => ({
  stream: STREAM,
  ...happened,
  metadata: { schemaVersion: '1', commandId: 'c', actor: 'test', ...metadata },
});
const initiated = (id = A, data: Partial<InitiatedData> = {}, metadata: Record<string, unknown> = {}): GivenEvent =>
  event({ type: 'download.initiated', data: { ...initiatedData(id), ...data } }, metadata);
const initiatedData = (downloadId: string): InitiatedData => ({
  downloadId,
  client: 'seedbox',
  itemKey: 'x',
  downloadClientId: null,
  protocol: 'torrent',
  title: 'The Matrix 1999',
  content: MOVIE,
  category: 'films',
  priority: 1,
  indexer: 'an indexer',
  sizeBytes: 700,
  releaseRef: 'release',
  origin: 'request',
  retryOf: null,
});
const accepted = (id = A): GivenEvent =>
  event({ type: 'download.accepted', data: { downloadId: id, downloadClientId: 'hash' } });
const paused = event({ type: 'download.paused', data: { downloadId: A } });
const resumed = event({ type: 'download.resumed', data: { downloadId: A } });
const cancelling = event({
  type: 'download.cancellation-requested',
  data: { downloadId: A, removeData: true, reason: 'user' },
});
const cancelled = event({
  type: 'download.cancelled',
  data: { downloadId: A, reason: 'user', leftInClient: false },
});
const failed = event({ type: 'download.failed', data: { downloadId: A, reason: 'stalled', message: 'no peers' } });
const files = [{ path: 'a.mkv', sizeBytes: 800 }];
const completed = (sizeBytes: number | null = 800): GivenEvent =>
  event({ type: 'download.completed', data: { downloadId: A, outputPath: '/films/a', files, sizeBytes } });
const fenced = event({ type: 'download.initiation-fenced', data: { downloadId: B } });
const unknown: GivenEvent = { ...paused, type: 'download.praised' };
const malformed: GivenEvent = { ...accepted(), data: { downloadId: A } };

const second = (n: number) => `2026-01-01T00:00:0${n - 1}+00:00`;

const ofAttempt = {
  id: A,
  stream: STREAM,
  download_client: 'seedbox',
  item_key: 'x',
  protocol: 'torrent',
  title: 'The Matrix 1999',
  content: MOVIE,
  media_id: 'tmdb:603',
  category: 'films',
  priority: 1,
  indexer: 'an indexer',
  origin: 'request',
  size_bytes: 700,
  release_ref: 'release',
  initiated_at: second(1),
};

/** Who has asked for it. */
const asker = (id = A, joinedAt = second(1)) => ({
  ...{ join_id: id, download_id: id, item_key: 'x', title: 'The Matrix 1999', category: 'films' },
  ...{ actor: 'test', requester: true, command_id: 'c', joined_at: joinedAt },
});

describe.each<[string, (projecting: Projecting) => Projecting]>([
  ['in one batch', (projecting) => projecting],
  ['one by one', (projecting) => projecting.inBatchesOf(1)],
  ['all at once, twice', (projecting) => projecting.deliveredTwice()],
  ['two by two, each batch twice', (projecting) => projecting.inBatchesOf(2).deliveredTwice()],
])('the queue, from events that come %s', (_, delivered) => {
  const queue = (...events: GivenEvent[]) => delivered(given(...events).project(downloads));
  const row = (n: number, columns: object = {}) => ({
    ...ofAttempt,
    status: 'submitting',
    revision: n - 1,
    updated_at: second(n),
    ...columns,
  });
  const taken = { download_client_id: 'hash', accepted_at: second(2), status: 'queued' };

  it('has a download from its initiation', () =>
    queue(initiated()).then({ downloads: [row(1)], download_joins: [asker()] }));

  it('shows when it happened, where the event says so', () =>
    queue(initiated(A, {}, { occurredAt: '2019-05-06T07:08:09Z' })).then({
      downloads: [row(1, { initiated_at: '2019-05-06T07:08:09+00:00', updated_at: '2019-05-06T07:08:09+00:00' })],
      download_joins: [asker(A, '2019-05-06T07:08:09+00:00')],
    }));

  it('has the id that the client has given it', () =>
    queue(initiated(), accepted()).then({ downloads: [row(2, taken)], download_joins: [asker()] }));

  it('shows that it is paused, and goes on', async () => {
    await queue(initiated(), accepted(), paused).then({
      downloads: [row(3, { ...taken, status: 'paused' })],
      download_joins: [asker()],
    });
    await queue(initiated(), accepted(), paused, resumed).then({
      downloads: [row(4, taken)],
      download_joins: [asker()],
    });
  });

  it('shows that it is being cancelled, and how', () =>
    queue(initiated(), accepted(), cancelling).then({
      downloads: [row(3, { ...taken, status: 'cancelling', remove_data: true, cancel_reason: 'user' })],
      download_joins: [asker()],
    }));

  it.each([
    ['completed', completed(), [asker()]],
    ['failed', failed, [asker()]],
    ['cancelled', cancelled, []],
  ])('has it no more when it is %s', (_name, end, download_joins) =>
    queue(initiated(), accepted(), end).then({ downloads: [], download_joins }),
  );

  it('has the next attempt of the same item', () =>
    queue(initiated(), accepted(), failed, initiated(B, { retryOf: A, origin: 'retry' })).then({
      downloads: [row(4, { id: B, retry_of: A, origin: 'retry', initiated_at: second(4) })],
      download_joins: [asker(), asker(B, second(4))],
    }));

  it('is not changed by a fence, nor by what a newer version has written', () =>
    queue(initiated(), fenced, unknown).then({ downloads: [row(1)], download_joins: [asker()] }));
});

it.each([1, 2, 3])('the queue parks what it cannot read, and what follows, in batches of %d', (size) =>
  given(initiated(), malformed, paused)
    .project(downloads)
    .inBatchesOf(size)
    .then(
      { downloads: [expect.objectContaining({ id: A, status: 'submitting', revision: 0 })], download_joins: [asker()] },
      [eventIdAt(2), eventIdAt(3)],
    ),
);

describe.each<[string, (projecting: Projecting) => Projecting]>([
  ['in one batch', (projecting) => projecting],
  ['one by one', (projecting) => projecting.inBatchesOf(1)],
  ['two by two, each batch twice', (projecting) => projecting.inBatchesOf(2).deliveredTwice()],
])('the history, from events that come %s', (_, delivered) => {
  const said = (status: string, n: number) => ({ log_status: status, log_status_at: second(n) });
  const attempt = {
    ...ofAttempt,
    ...{ command_id: 'c', actor: 'test', announced_bytes: 700, initiated_commit: 1, ...said('submitting', 1) },
  };
  const entries = (...events: GivenEvent[]) =>
    events
      .map(({ type, data, stream }, index) => ({
        event_id: eventIdAt(index + 1),
        commit_position: index + 1,
        prepare_position: index + 1,
        type,
        download_id: (data as { downloadId: string }).downloadId,
        stream,
        revision: index,
        occurred_at: second(index + 1),
        actor: 'test',
        data,
      }))
      .sort((a, b) => (a.event_id < b.event_id ? -1 : 1));
  const recorded = (events: GivenEvent[], ...attempts: object[]) =>
    delivered(given(...events).project(history)).then({
      download_history: entries(...events),
      download_attempts: attempts as Record<string, unknown>[],
    });

  it('has an attempt from its initiation', () => recorded([initiated()], attempt));

  it.each<[string, GivenEvent, object]>([
    ['completed', completed(), { outcome: 'completed', output_path: '/films/a', files, size_bytes: 800 }],
    ['completed, of no known size', completed(null), { outcome: 'completed', output_path: '/films/a', files }],
    ['failed', failed, { outcome: 'failed', reason: 'stalled', message: 'no peers' }],
    ['cancelled', cancelled, { outcome: 'cancelled', reason: 'user' }],
  ])('has how it ended: %s', (_name, end, outcome) =>
    recorded([initiated(), accepted(), end], {
      ...attempt,
      download_client_id: 'hash',
      accepted_at: second(2),
      ...said('queued', 2),
      ended_at: second(3),
      ...outcome,
    }),
  );

  it('has every event, also those that change no attempt', () =>
    recorded([initiated(), paused, resumed, cancelling, fenced], { ...attempt, ...said('cancelling', 4) }));

  it('has what the log has said last of an attempt, and when', async () => {
    await recorded([initiated(), paused], { ...attempt, ...said('paused', 2) });
    await recorded([initiated(), paused, resumed], { ...attempt, ...said('queued', 3) });
  });

  it('keeps each attempt of an item', () =>
    recorded(
      [initiated(), failed, initiated(B, { retryOf: A })],
      { ...attempt, outcome: 'failed', ended_at: second(2), reason: 'stalled', message: 'no peers' },
      { ...attempt, ...said('submitting', 3), id: B, retry_of: A, initiated_at: second(3), initiated_commit: 3 },
    ));

  it('passes over what a newer version has written', () =>
    delivered(given(initiated(), unknown).project(history)).then({
      download_history: entries(initiated()),
      download_attempts: [attempt],
    }));
});
