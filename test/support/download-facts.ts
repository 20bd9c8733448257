import {
  CancelDownload,
  CompleteDownload,
  FailDownload,
  InitiateAttempt,
  RemoveDownload,
} from '../../src/downloads/domain/commands.js';
import { type DownloadEvent, type InitiatedData, type RemovalReason } from '../../src/downloads/domain/events.js';
import { cause } from './specification.js';

/** Events and commands of a download, for specifications that say `given(initiated(A), completed(A)).when(remove(A))`. */
export const A = '00000000-0000-4000-8000-00000000000a';
export const B = '00000000-0000-4000-8000-00000000000b';

export const attempt = (downloadId: string, changes: Partial<InitiatedData> = {}): InitiatedData => ({
  downloadId,
  client: 'transmission-nas',
  itemKey: '63e18ebbd7a9008813516bc463c764bd6ebdd06f',
  downloadClientId: null,
  protocol: 'torrent',
  title: 'The.Witcher.S01.1080p',
  content: null,
  category: null,
  priority: null,
  indexer: null,
  sizeBytes: null,
  releaseRef: 'ref',
  origin: 'request',
  retryOf: null,
  ...changes,
});

export const initiated = (id: string, changes?: Partial<InitiatedData>): DownloadEvent => ({
  type: 'download.initiated',
  data: attempt(id, changes),
});
export const accepted = (downloadId: string, downloadClientId = 'hash'): DownloadEvent => ({
  type: 'download.accepted',
  data: { downloadId, downloadClientId },
});
export const paused = (downloadId: string): DownloadEvent => ({ type: 'download.paused', data: { downloadId } });
export const resumed = (downloadId: string): DownloadEvent => ({ type: 'download.resumed', data: { downloadId } });
export const completed = (downloadId: string): DownloadEvent => ({
  type: 'download.completed',
  data: { downloadId, outputPath: '/d/x', files: [{ path: '/d/x', sizeBytes: 7 }], sizeBytes: 7 },
});
export const failed = (downloadId: string): DownloadEvent => ({
  type: 'download.failed',
  data: { downloadId, reason: 'client-error', message: 'disk on fire' },
});
export const cancellationRequested = (downloadId: string, removeData = false): DownloadEvent => ({
  type: 'download.cancellation-requested',
  data: { downloadId, removeData, reason: 'user' },
});
export const cancelled = (downloadId: string): DownloadEvent => ({
  type: 'download.cancelled',
  data: { downloadId, reason: 'user', leftInClient: false },
});
export const removalRequested = (
  downloadId: string,
  removeData = false,
  reason: RemovalReason = 'user',
): DownloadEvent => ({ type: 'download.removal-requested', data: { downloadId, removeData, reason } });
export const removed = (
  downloadId: string,
  reason: RemovalReason | 'removed-from-client' = 'user',
  dataRemoved = false,
): DownloadEvent => ({ type: 'download.removed', data: { downloadId, reason, dataRemoved } });
export const joined = (downloadId: string, joinId: string, itemKey = 'another hash'): DownloadEvent => ({
  type: 'download.joined',
  data: { downloadId, joinId, itemKey, title: 'The.Witcher.S01.720p', category: 'tv', actor: 'test' },
});
export const left = (
  downloadId: string,
  joinId: string,
  removeData = false,
  reason: RemovalReason = 'user',
): DownloadEvent => ({ type: 'download.left', data: { downloadId, joinId, removeData, reason } });
export const fenced = (downloadId: string): DownloadEvent => ({
  type: 'download.initiation-fenced',
  data: { downloadId },
});

export const begin = (id: string, changes?: Partial<InitiatedData>) => new InitiateAttempt(attempt(id, changes), cause);
export const complete = (id: string) => new CompleteDownload(id, '/d/x', [{ path: '/d/x', sizeBytes: 7 }], 7, cause);
export const fail = (id: string) => new FailDownload(id, 'client-error', 'disk on fire', cause);
export const cancel = (id: string, { removeData = false, forget = false } = {}) =>
  new CancelDownload(id, removeData, forget, cause);
export const remove = (id: string, { removeData = false, reason = 'user' as RemovalReason } = {}) =>
  new RemoveDownload(id, removeData, reason, cause);
