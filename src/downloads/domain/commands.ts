import { type CancelReason, type DownloadedFile, type FailReason, type InitiatedData } from './events.js';

/** Starts an attempt. The release has been read and the client chosen by now. */
export class InitiateDownload {
  readonly type = 'InitiateDownload';
  constructor(readonly attempt: InitiatedData) {}
}

/** Takes over an item that a client has and the queue does not know. */
export class AdoptDownload {
  readonly type = 'AdoptDownload';
  constructor(readonly attempt: InitiatedData & { downloadClientId: string }) {}
}

export class AcceptDownload {
  readonly type = 'AcceptDownload';
  constructor(
    readonly downloadId: string,
    readonly downloadClientId: string,
  ) {}
}

export class PauseDownload {
  readonly type = 'PauseDownload';
  constructor(readonly downloadId: string) {}
}

export class ResumeDownload {
  readonly type = 'ResumeDownload';
  constructor(readonly downloadId: string) {}
}

export class CompleteDownload {
  readonly type = 'CompleteDownload';
  constructor(
    readonly downloadId: string,
    readonly outputPath: string | null,
    readonly files: DownloadedFile[],
    readonly sizeBytes: number | null,
  ) {}
}

export class FailDownload {
  readonly type = 'FailDownload';
  constructor(
    readonly downloadId: string,
    readonly reason: FailReason,
    readonly message: string | null,
  ) {}
}

export class CancelDownload {
  readonly type = 'CancelDownload';
  constructor(
    readonly downloadId: string,
    readonly removeData: boolean,
    /** Ends it at once, whatever the client holds. */
    readonly forget: boolean,
  ) {}
}

/** The client has let go of the item: what was asked for by CancelDownload is done. */
export class FinishCancellation {
  readonly type = 'FinishCancellation';
  constructor(
    readonly downloadId: string,
    readonly leftInClient: boolean,
  ) {}
}

/** The client no longer has the item, and nobody had asked for that. */
export class ReportItemGone {
  readonly type = 'ReportItemGone';
  constructor(readonly downloadId: string) {}
}

/** Says that an absent initiation has come too late. */
export class FenceInitiation {
  readonly type = 'FenceInitiation';
  constructor(readonly downloadId: string) {}
}

export type DownloadCommand =
  | InitiateDownload
  | AdoptDownload
  | AcceptDownload
  | PauseDownload
  | ResumeDownload
  | CompleteDownload
  | FailDownload
  | CancelDownload
  | FinishCancellation
  | ReportItemGone
  | FenceInitiation;
