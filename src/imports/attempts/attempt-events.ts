import { type NewEvent } from '../../event-store/event-log.js';
import { type Cause } from '../../downloads/domain/commands.js';
import { type DownloadEvent, type InitiatedData } from '../../downloads/domain/events.js';
import { writeEvent } from '../../downloads/event-registry/write-event.js';
import { type AttemptHistory } from './attempt-history.js';

type Moment = { event: DownloadEvent; at: string };

/** An attempt's life as events, each at its own time, with the ids that a second run would give them too. The claim has number 0. */
export const attemptEvents = (attempt: AttemptHistory, releaseRef: string | null): NewEvent[] =>
  lifeOf(attempt, releaseRef).map(({ event, at }, index) => writeEvent(event, causeOf(attempt, at), index + 1));

export const causeOf = ({ commandId }: AttemptHistory, at: string): Cause => ({
  commandId,
  correlationId: commandId,
  causationId: commandId,
  actor: 'import',
  at,
});

function lifeOf(attempt: AttemptHistory, releaseRef: string | null): Moment[] {
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

function initiatedData(attempt: AttemptHistory, releaseRef: string | null): InitiatedData {
  const { downloadId, client, itemKey, downloadClientId, protocol, title, content, indexer, sizeBytes } = attempt;
  return {
    ...{ downloadId, client, itemKey, downloadClientId, protocol, title, content, indexer, sizeBytes, releaseRef },
    category: null,
    priority: null,
    origin: 'import',
    retryOf: null,
  };
}

function endOf({ downloadId, ending, sizeBytes }: AttemptHistory): Moment[] {
  if (!ending) return [];
  const { at } = ending;
  switch (ending.outcome) {
    case 'completed': {
      const { outputPath, files } = ending;
      return [{ event: { type: 'download.completed', data: { downloadId, outputPath, files, sizeBytes } }, at }];
    }
    case 'failed': {
      const { reason, message } = ending;
      return [{ event: { type: 'download.failed', data: { downloadId, reason, message } }, at }];
    }
    case 'cancelled': {
      const { reason, leftInClient } = ending;
      return [{ event: { type: 'download.cancelled', data: { downloadId, reason, leftInClient } }, at }];
    }
  }
}
