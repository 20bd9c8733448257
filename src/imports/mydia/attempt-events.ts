import { type NewEvent } from '../../event-store/event-log.js';
import { type Cause } from '../../downloads/domain/commands.js';
import { targetsOf } from '../../downloads/domain/content.js';
import { type ContentClaimed, type DownloadEvent, type InitiatedData } from '../../downloads/domain/events.js';
import { writeEvent } from '../../downloads/event-registry/write-event.js';
import { type Attempt } from './attempt.js';

type Moment = { event: DownloadEvent; at: string };

/** An attempt's life as events, each at its own time, with the ids that a second run would give them too. */
export const attemptEvents = (attempt: Attempt, releaseRef: string | null): NewEvent[] =>
  lifeOf(attempt, releaseRef).map(({ event, at }, index) => writeEvent(event, causeOf(attempt, at), index + 1));

/** Unforced: it is taken by the protocol. */
export const claimOf = (attempt: Attempt, downloadStream: string): ContentClaimed => ({
  type: 'content.claimed',
  data: {
    downloadId: attempt.downloadId,
    targets: attempt.content ? targetsOf(attempt.content) : [],
    downloadStream,
    forced: false,
  },
});

/** The claim is the first event of an attempt, though it lies elsewhere. */
export const CLAIM_INDEX = 0;

export const causeOf = ({ commandId }: Attempt, at: string): Cause => ({
  commandId,
  correlationId: commandId,
  causationId: commandId,
  actor: 'import',
  at,
});

function lifeOf(attempt: Attempt, releaseRef: string | null): Moment[] {
  const { downloadId, downloadClientId, begunAt, pauses } = attempt;
  const data = { downloadId };
  const life: Moment[] = [
    { event: { type: 'download.initiated', data: initiatedData(attempt, releaseRef) }, at: begunAt },
  ];
  if (downloadClientId !== null)
    life.push({ event: { type: 'download.accepted', data: { downloadId, downloadClientId } }, at: begunAt });
  for (const { type, at } of pauses) life.push({ event: { type, data }, at });
  return [...life, ...endOf(attempt)];
}

function initiatedData(attempt: Attempt, releaseRef: string | null): InitiatedData {
  const { downloadId, client, itemKey, downloadClientId, protocol, title, content, indexer, sizeBytes } = attempt;
  return {
    ...{ downloadId, client, itemKey, downloadClientId, protocol, title, content, indexer, sizeBytes, releaseRef },
    category: null,
    priority: null,
    origin: 'import',
    retryOf: null,
  };
}

function endOf({ downloadId, ending, sizeBytes }: Attempt): Moment[] {
  if (!ending) return [];
  const { at } = ending;
  switch (ending.outcome) {
    case 'completed':
      // Mydia does not keep where it put the files.
      return [
        { event: { type: 'download.completed', data: { downloadId, outputPath: null, files: [], sizeBytes } }, at },
      ];
    case 'failed':
      return [
        {
          event: { type: 'download.failed', data: { downloadId, reason: ending.reason, message: ending.message } },
          at,
        },
      ];
    case 'cancelled':
      return [
        {
          event: {
            type: 'download.cancelled',
            data: { downloadId, reason: ending.reason, leftInClient: ending.leftInClient },
          },
          at,
        },
      ];
  }
}
