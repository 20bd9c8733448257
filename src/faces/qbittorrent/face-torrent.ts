import { type PresentDownload } from '../../downloads/queries/present-download.js';

/** A download as one who asked for it sees it: under the hash that was asked for, with what was said of it here. */
export type FaceTorrent = {
  /** 40 hex digits, lower case; it never changes. */
  hash: string;
  /** As it was asked for: callers read from it what it is. */
  name: string;
  download: PresentDownload;
  /** Empty for none. */
  category: string;
  tags: readonly string[];
  forceStart: boolean;
  /** -1: none; null: what was asked for with the request. */
  ratioLimit: number | null;
  /** Minutes. */
  seedingTimeLimit: number | null;
  /** What the caller leaves it by; null where it is another's, and shown to one who may see all. */
  joinId: string | null;
  /** Nobody but the caller waits for it. */
  isLastAsker: boolean;
  /** It is to be paused once its client has it. */
  isPauseWanted: boolean;
};
