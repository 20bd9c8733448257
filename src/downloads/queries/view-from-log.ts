import { type StoredEvent } from '../../event-store/event-log.js';
import { type DownloadEvent, type DownloadInitiated } from '../domain/events.js';
import { evolve } from '../domain/evolve.js';
import { type Attempt, findAttempt, NO_DOWNLOADS } from '../domain/state.js';
import { readEvent } from '../event-registry/read-event.js';
import { type DownloadView } from './download-view.js';

/** A download as the events of its stream have it, for as long as the projections do not show it; undefined when they do not have it. */
export function viewFromLog(stored: readonly StoredEvent[], id: string): DownloadView | undefined {
  const events = stored.map((each) => readEvent(each) as DownloadEvent | null);
  const attempt = findAttempt(
    events.reduce((state, event) => (event ? evolve(state, event) : state), NO_DOWNLOADS),
    id,
  );
  if (!attempt) return undefined;
  const { metadata, createdAt } = stored[events.findIndex((event) => event?.data.downloadId === id)]!;
  return viewOf(attempt, String(metadata['occurredAt'] ?? createdAt));
}

/** A download of which the log has no more than its beginning. @param initiatedAt ISO 8601 */
export function viewOfInitiated(event: DownloadInitiated, initiatedAt: string): DownloadView {
  return viewOf(evolve(NO_DOWNLOADS, event).active!, initiatedAt);
}

function viewOf(attempt: Attempt, initiatedAt: string): DownloadView {
  const {
    downloadId: id,
    releaseRef: _ref,
    seedGoal: _goal,
    adoption: _how,
    client: downloadClient,
    ...initiated
  } = attempt.initiated;
  const { downloadClientId } = attempt;
  return { id, status: statusOf(attempt), ...initiated, downloadClient, downloadClientId, initiatedAt, ...UNSEEN };
}

/** What only the client can tell. */
const UNSEEN = {
  downloadedBytes: null,
  progress: 0,
  downloadSpeed: null,
  uploadSpeed: null,
  etaSeconds: null,
  ratio: null,
  peers: null,
  message: null,
  outputPath: null,
};

function statusOf({ outcome, cancelling, paused, accepted }: Attempt): DownloadView['status'] {
  if (outcome) return outcome;
  if (cancelling) return 'cancelling';
  if (paused) return 'paused';
  return accepted ? 'queued' : 'submitting';
}
