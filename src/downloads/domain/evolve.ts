import { type DownloadEvent, type DownloadJoined, type DownloadLeft } from './events.js';
import { type Askers, type Attempt, type DownloadState, findAttempt, type Outcome } from './state.js';

/** Never refuses: what has happened has happened. What a newer version wrote passes by. */
export function evolve(state: DownloadState, event: DownloadEvent): DownloadState {
  switch (event.type) {
    case 'download.initiated': {
      const { downloadClientId } = event.data;
      const attempt = { initiated: event.data, downloadClientId, accepted: false, paused: false, cancelling: null };
      const askers = { waiting: [event.data.downloadId], keepData: false };
      const ended = state.active ? [...state.ended, state.active] : state.ended;
      return { ...state, ended, active: { ...attempt, outcome: null, removal: null, removed: false, askers } };
    }
    case 'download.accepted':
      return change(state, event, { accepted: true, downloadClientId: event.data.downloadClientId });
    case 'download.paused':
      return change(state, event, { paused: true });
    case 'download.resumed':
      return change(state, event, { paused: false });
    case 'download.cancellation-requested':
      return change(state, event, { cancelling: event.data.reason });
    case 'download.completed':
      return end(state, event, 'completed');
    case 'download.failed':
      return end(state, event, 'failed');
    case 'download.cancelled':
      return end(state, event, 'cancelled');
    case 'download.removal-requested':
      return changeEnded(state, event, { removal: event.data.reason });
    case 'download.removed':
      return changeEnded(state, event, { removed: true });
    case 'download.joined':
      return changeAskers(state, event, (askers) => ({
        ...askers,
        waiting: [...without(askers, event), event.data.joinId],
      }));
    case 'download.left':
      return changeAskers(state, event, (askers) => ({
        waiting: without(askers, event),
        keepData: askers.keepData || !event.data.removeData,
      }));
    case 'download.initiation-fenced':
      return { ...state, fenced: [...state.fenced, event.data.downloadId] };
    default:
      return state;
  }
}

function change(state: DownloadState, event: DownloadEvent, changes: Partial<Attempt>): DownloadState {
  const active = concerned(state, event);
  return active ? { ...state, active: { ...active, ...changes } } : state;
}

function end(state: DownloadState, event: DownloadEvent, outcome: Outcome): DownloadState {
  const active = concerned(state, event);
  return active ? { ...state, active: null, ended: [...state.ended, { ...active, outcome }] } : state;
}

function changeEnded(state: DownloadState, event: DownloadEvent, changes: Partial<Attempt>): DownloadState {
  const { downloadId } = event.data;
  const ended = state.ended.map((each) => (each.initiated.downloadId === downloadId ? { ...each, ...changes } : each));
  return { ...state, ended };
}

function changeAskers(state: DownloadState, event: DownloadEvent, changed: (askers: Askers) => Askers): DownloadState {
  const attempt = findAttempt(state, event.data.downloadId);
  if (!attempt) return state;
  const changes = { askers: changed(attempt.askers) };
  return attempt === state.active ? change(state, event, changes) : changeEnded(state, event, changes);
}

const without = ({ waiting }: Askers, { data: { joinId } }: DownloadJoined | DownloadLeft): string[] =>
  waiting.filter((each) => each !== joinId);

const concerned = ({ active }: DownloadState, event: DownloadEvent): Attempt | null =>
  active?.initiated.downloadId === event.data.downloadId ? active : null;
