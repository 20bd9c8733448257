import { type Content, type Target } from './content.js';

export type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data };

export type Protocol = 'torrent' | 'usenet' | 'direct';
export type Origin = 'request' | 'retry' | 'untracked' | 'import';

/** Why an attempt was given up. Codes, for programs; the words for people are in `message`. */
export type FailReason =
  | 'client-refused'
  | 'client-error'
  /** The client is done, and what it has is not what was announced. */
  | 'wrong-content'
  | 'stalled'
  | 'never-submitted'
  | 'release-lost'
  | 'user';
export type CancelReason = 'user' | 'removed-from-client' | 'forgotten' | 'superseded' | 'client-gone';

/** Why a client is to forget an item whose download has ended: `collected`, somebody else has taken the files over. */
export type RemovalReason = 'user' | 'seeding-goal' | 'collected';

/** How long it is to be seeded at least: either suffices. A ratio of what was uploaded to what was downloaded, or seconds. */
export type SeedGoal = { ratio?: number; seconds?: number };

export type InitiatedData = {
  downloadId: string;
  /** The slug of the download client. */
  client: string;
  itemKey: string;
  /** The item's id in the client where it is known beforehand; else it comes with `download.accepted`. */
  downloadClientId: string | null;
  protocol: Protocol;
  title: string;
  content: Content | null;
  category: string | null;
  priority: number | null;
  indexer: string | null;
  sizeBytes: number | null;
  /** Names the link or file in `release_sources`; the log itself holds no link, since links carry keys. */
  releaseRef: string | null;
  origin: Origin;
  retryOf: string | null;
  /** What whoever asked wants to be seeded; without one, what the client is set to. */
  seedGoal?: SeedGoal;
  /** Of one that the client had before the queue knew it. */
  adoption?: Adoption;
};

/**
 * @property unclaimed it has claimed no content: another download has that already, or nobody knows which it is
 * @property note why, for people
 */
export type Adoption = { unclaimed: boolean; note: string | null };

export type DownloadedFile = { path: string; sizeBytes: number };
/** Where all files lie when there are more than an event holds: a reference into `file_lists`, and how many there are. */
export type MoreFiles = { ref: string; count: number };

export type DownloadInitiated = Event<'download.initiated', InitiatedData>;
export type DownloadAccepted = Event<
  'download.accepted',
  { downloadId: string; downloadClientId: string; note?: string }
>;
export type DownloadPaused = Event<'download.paused', { downloadId: string }>;
export type DownloadResumed = Event<'download.resumed', { downloadId: string }>;
export type DownloadCompleted = Event<
  'download.completed',
  {
    downloadId: string;
    outputPath: string | null;
    /** All of them, or the first where there are `moreFiles`. */
    files: DownloadedFile[];
    sizeBytes: number | null;
    moreFiles?: MoreFiles;
  }
>;
export type DownloadFailed = Event<
  'download.failed',
  { downloadId: string; reason: FailReason; message: string | null }
>;
export type DownloadCancellationRequested = Event<
  'download.cancellation-requested',
  { downloadId: string; removeData: boolean; reason: CancelReason }
>;
export type DownloadCancelled = Event<
  'download.cancelled',
  { downloadId: string; reason: CancelReason; leftInClient: boolean }
>;
/** The download has ended, and its client is to forget the item. */
export type DownloadRemovalRequested = Event<
  'download.removal-requested',
  { downloadId: string; removeData: boolean; reason: RemovalReason }
>;
/** The client no longer has the item of a download that had ended. `dataRemoved`: it was told to delete the data, and can. */
export type DownloadRemoved = Event<
  'download.removed',
  { downloadId: string; reason: RemovalReason | 'removed-from-client'; dataRemoved: boolean }
>;
/**
 * Somebody else has asked for it too, and waits for this download instead of a second one. `itemKey`, `title` and `category` are
 * those that were asked for; `joinId` is the same whenever the same one asks for the same again.
 */
export type DownloadJoined = Event<
  'download.joined',
  { downloadId: string; joinId: string; itemKey: string; title: string; category: string | null; actor: string }
>;
/** One of those who asked for it wants it no more. The requester's `joinId` is the id of the download. */
export type DownloadLeft = Event<
  'download.left',
  { downloadId: string; joinId: string; removeData: boolean; reason: RemovalReason }
>;
/** Tells the owner of a claim that it came too late: this download id can never be initiated in this stream. */
export type DownloadInitiationFenced = Event<'download.initiation-fenced', { downloadId: string }>;

export type DownloadEvent =
  | DownloadInitiated
  | DownloadAccepted
  | DownloadPaused
  | DownloadResumed
  | DownloadCompleted
  | DownloadFailed
  | DownloadCancellationRequested
  | DownloadCancelled
  | DownloadRemovalRequested
  | DownloadRemoved
  | DownloadJoined
  | DownloadLeft
  | DownloadInitiationFenced;

/** `forced`: taken without looking at other claims, so it says nothing about them. */
export type ContentClaimed = Event<
  'content.claimed',
  { downloadId: string; targets: Target[]; downloadStream: string; forced: boolean }
>;
export type ContentEvent = ContentClaimed;

export type LedgarrEvent = DownloadEvent | ContentEvent;
