import { type DownloadEvent } from '../../src/downloads/domain/events.js';
import { downloads } from '../../src/downloads/projections/downloads.js';
import { A, accepted, cancelled, completed, initiated, joined, left, removed } from '../support/download-facts.js';
import { projectionSpecification } from '../support/projection-specification.js';

const given = projectionSpecification();
const STREAM = 'download-transmission-nas.x';
const J = '00000000-0000-4000-8000-0000000000f1';
const second = (n: number) => `2026-01-01T00:00:0${n - 1}+00:00`;
const requester = { join_id: A, download_id: A, item_key: '63e18ebbd7a9008813516bc463c764bd6ebdd06f', title: 'The.Witcher.S01.1080p', actor: 'sonarr', command_id: 'own', requester: true, joined_at: second(1) }; // prettier-ignore
const other = { join_id: J, download_id: A, item_key: 'another hash', title: 'The.Witcher.S01.720p', category: 'tv', actor: 'test', command_id: 'request', requester: false, joined_at: second(3) }; // prettier-ignore

describe('who waits for a download', () => {
  it.each<[string, DownloadEvent[], object[]]>([
    ['the requester', [initiated(A)], [requester]],
    ['who has joined, with what was asked for', [initiated(A), accepted(A), joined(A, J)], [requester, other]],
    ['no more who has left', [initiated(A), accepted(A), joined(A, J), left(A, A)], [other]],
    ['still, when it has ended', [initiated(A), accepted(A), joined(A, J), completed(A)], [requester, other]],
    ['who has joined, until it is put away', [initiated(A), accepted(A), joined(A, J), cancelled(A)], [other]],
    ['nobody, when it is removed', [initiated(A), accepted(A), completed(A), removed(A)], []],
    ['nobody, of what was imported', [initiated(A, { origin: 'import' })], []],
  ])('is %s', (_, events, joins) =>
    given(
      ...events.map((event) => ({
        stream: STREAM,
        ...event,
        metadata: { schemaVersion: '2', actor: 'sonarr', commandId: 'own', $causationId: 'request' },
      })),
    )
      .project(downloads)
      .then({ downloads: expect.any(Array) as never, download_joins: joins as Record<string, unknown>[] }),
  );
});
