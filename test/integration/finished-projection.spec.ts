import { type DownloadEvent } from '../../src/downloads/domain/events.js';
import { finished } from '../../src/downloads/projections/finished.js';
import {
  A,
  accepted,
  B,
  cancelled,
  completed,
  failed,
  initiated,
  removalRequested,
  removed,
} from '../support/download-facts.js';
import { type GivenEvent, type Projecting, projectionSpecification } from '../support/projection-specification.js';

const given = projectionSpecification();
const STREAM = 'download-transmission-nas.x';
const of = (...events: DownloadEvent[]): GivenEvent[] =>
  events.map((event) => ({ stream: STREAM, ...event, metadata: { schemaVersion: '2' } }));
const second = (n: number) => `2026-01-01T00:00:0${n - 1}+00:00`;
const row = {
  stream: STREAM,
  id: A,
  download_client: 'transmission-nas',
  item_key: '63e18ebbd7a9008813516bc463c764bd6ebdd06f',
  protocol: 'torrent',
  title: 'The.Witcher.S01.1080p',
  origin: 'request',
  release_ref: 'ref',
  initiated_at: second(1),
};
const done = { ...row, download_client_id: 'hash', outcome: 'completed', ended_at: second(3), output_path: '/d/x', size_bytes: 7 }; // prettier-ignore

describe.each<[string, (projecting: Projecting) => Projecting]>([
  ['in one batch', (projecting) => projecting],
  ['one by one', (projecting) => projecting.inBatchesOf(1)],
  ['two by two, each batch twice', (projecting) => projecting.inBatchesOf(2).deliveredTwice()],
])('what is finished, from events that come %s', (_, delivered) => {
  const rows = (events: DownloadEvent[], ...expected: object[]) =>
    delivered(given(...of(...events)).project(finished)).then({
      finished_downloads: expected as Record<string, unknown>[],
    });

  it('waits for its end', () => rows([initiated(A), accepted(A)], { ...row, download_client_id: 'hash' }));

  it('has what has completed', () => rows([initiated(A), accepted(A), completed(A)], done));

  it('has the goal that was asked for', () =>
    rows([initiated(A, { seedGoal: { ratio: 2 } }), accepted(A), completed(A)], { ...done, seed_goal: { ratio: 2 } }));

  it('has what has failed, and why', () =>
    rows([initiated(A), accepted(A), failed(A)], {
      ...row,
      download_client_id: 'hash',
      outcome: 'failed',
      ended_at: second(3),
      message: 'disk on fire',
    }));

  it('has what is to be removed', () =>
    rows([initiated(A), accepted(A), completed(A), removalRequested(A, true)], {
      ...done,
      remove_data: true,
      removal_reason: 'user',
      removal_requested_at: second(4),
    }));

  it('has nothing that was removed, or cancelled', async () => {
    await rows([initiated(A), accepted(A), completed(A), removalRequested(A), removed(A)]);
    await rows([initiated(A), accepted(A), cancelled(A)]);
  });

  it('has the newest attempt of an item alone', async () => {
    await rows([initiated(A), accepted(A), completed(A), initiated(B)], { ...row, id: B, initiated_at: second(4) });
    await rows([initiated(A), accepted(A), completed(A), initiated(B), accepted(B), cancelled(B)]);
  });
});

it('an item that another stream has taken over is that one’s: the newest wins', () => {
  const hybrid = of(initiated(B, { itemKey: 'v2' }), accepted(B)).map((event) => ({ ...event, stream: 'download-transmission-nas.v2' })); // prettier-ignore
  return given(...of(initiated(A), accepted(A), completed(A)), ...hybrid)
    .project(finished)
    .then({
      finished_downloads: [
        { ...row, stream: 'download-transmission-nas.v2', id: B, item_key: 'v2', download_client_id: 'hash', initiated_at: second(4) }, // prettier-ignore
      ],
    });
});
