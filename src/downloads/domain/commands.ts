import {
  type DownloadedFile,
  type FailReason,
  type InitiatedData,
  type MoreFiles,
  type RemovalReason,
} from './events.js';

/** Who asked, when and because of what: it becomes the metadata of the events. */
export type Cause = {
  /** UUID; the same for a repeat of the same request. */
  commandId: string;
  correlationId: string;
  causationId: string;
  /** `api`, `cli`, `monitor`, `dispatcher`, `import`. */
  actor: string;
  /** ISO 8601 in UTC. */
  at: string;
};

/**
 * Begins an attempt: what InitiateDownload, RetryDownload and AdoptDownload come down to once the release is read
 * and the client chosen. One of origin `untracked` is in the client already.
 */
export class InitiateAttempt {
  readonly type = 'InitiateAttempt';
  constructor(
    readonly attempt: InitiatedData,
    readonly cause: Cause,
  ) {}
}

/** An item that a client has and the queue does not know. */
export type UntrackedItem = Pick<
  InitiatedData,
  'client' | 'itemKey' | 'protocol' | 'title' | 'category' | 'sizeBytes'
> & { downloadClientId: string };

/** Comes down to InitiateAttempt, or to nothing. */
export class AdoptDownload {
  readonly type = 'AdoptDownload';
  constructor(
    readonly item: UntrackedItem,
    /** The client was seen without it before: then it is adopted also where an attempt at it has ended. */
    readonly hasReappeared: boolean,
    readonly cause: Cause,
  ) {}
}

export class AcceptDownload {
  readonly type = 'AcceptDownload';
  constructor(
    readonly downloadId: string,
    readonly downloadClientId: string,
    readonly cause: Cause,
    /** What was asked for and could not be done, though the client has it. */
    readonly note: string | null = null,
  ) {}
}

export class PauseDownload {
  readonly type = 'PauseDownload';
  constructor(
    readonly downloadId: string,
    readonly cause: Cause,
  ) {}
}

export class ResumeDownload {
  readonly type = 'ResumeDownload';
  constructor(
    readonly downloadId: string,
    readonly cause: Cause,
  ) {}
}

export class CompleteDownload {
  readonly type = 'CompleteDownload';
  constructor(
    readonly downloadId: string,
    readonly outputPath: string | null,
    readonly files: DownloadedFile[],
    readonly sizeBytes: number | null,
    readonly cause: Cause,
    readonly moreFiles?: MoreFiles,
  ) {}
}

export class FailDownload {
  readonly type = 'FailDownload';
  constructor(
    readonly downloadId: string,
    readonly reason: FailReason,
    readonly message: string | null,
    readonly cause: Cause,
  ) {}
}

/** A person or a program says that it has failed, whatever its client says. */
export class DeclareFailed {
  readonly type = 'DeclareFailed';
  constructor(
    readonly downloadId: string,
    /** Why, in words. */
    readonly message: string | null,
    /** With what there is of its data. */
    readonly removeFromClient: boolean,
    readonly cause: Cause,
  ) {}
}

export class CancelDownload {
  readonly type = 'CancelDownload';
  constructor(
    readonly downloadId: string,
    readonly removeData: boolean,
    /** Ends it at once, whatever the client holds. */
    readonly forget: boolean,
    readonly cause: Cause,
  ) {}
}

/** The client has let go of the item: what was asked for by CancelDownload is done. */
export class FinishCancellation {
  readonly type = 'FinishCancellation';
  constructor(
    readonly downloadId: string,
    readonly leftInClient: boolean,
    readonly cause: Cause,
  ) {}
}

/** Asks the client to forget an item whose download has ended. */
export class RemoveDownload {
  readonly type = 'RemoveDownload';
  constructor(
    readonly downloadId: string,
    readonly removeData: boolean,
    readonly reason: RemovalReason,
    readonly cause: Cause,
  ) {}
}

/** The client has forgotten the item: what was asked for by RemoveDownload is done. */
export class FinishRemoval {
  readonly type = 'FinishRemoval';
  constructor(
    readonly downloadId: string,
    readonly dataRemoved: boolean,
    readonly cause: Cause,
  ) {}
}

/** Waits for a download that is on its way, or has completed and is still in its client, instead of asking for a second one. */
export class JoinDownload {
  readonly type = 'JoinDownload';
  constructor(
    readonly downloadId: string,
    /** A UUID, the same whenever the same one asks for the same again. */
    readonly joinId: string,
    /** What was asked for. */
    readonly asked: { itemKey: string; title: string; category: string | null },
    readonly cause: Cause,
  ) {}
}

/** One of those who asked wants it no more; when the last has left, it ends. */
export class LeaveDownload {
  readonly type = 'LeaveDownload';
  constructor(
    readonly downloadId: string,
    /** That of JoinDownload; the id of the download for who requested it first. */
    readonly joinId: string,
    readonly removeData: boolean,
    readonly reason: RemovalReason,
    readonly cause: Cause,
  ) {}
}

/** The client no longer has the item, and nobody had asked for that; its download may be active, or have ended. */
export class ReportItemGone {
  readonly type = 'ReportItemGone';
  constructor(
    readonly downloadId: string,
    readonly cause: Cause,
  ) {}
}

/** Says that an absent initiation has come too late. */
export class FenceInitiation {
  readonly type = 'FenceInitiation';
  constructor(
    readonly downloadId: string,
    readonly cause: Cause,
  ) {}
}

export type DownloadCommand =
  | InitiateAttempt
  | AcceptDownload
  | PauseDownload
  | ResumeDownload
  | CompleteDownload
  | FailDownload
  | DeclareFailed
  | CancelDownload
  | FinishCancellation
  | RemoveDownload
  | FinishRemoval
  | JoinDownload
  | LeaveDownload
  | ReportItemGone
  | FenceInitiation;
