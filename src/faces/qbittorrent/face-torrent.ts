import { type PresentDownload } from '../../downloads/queries/present-download.js';

/** A download as one who asked for it sees it: under the hash that was asked for, with what was said of it here. */
export type FaceTorrent = {
  /** 40 hex digits, lower case; it never changes. */
  hash: string;
  download: PresentDownload;
  /** Empty for none. */
  category: string;
  tags: readonly string[];
  forceStart: boolean;
  /** -1: none; null: what was asked for with the request. */
  ratioLimit: number | null;
  /** Minutes. */
  seedingTimeLimit: number | null;
  /** The caller has asked for it; else it is shown to one who may see all. */
  isOwn: boolean;
  /** Nobody else waits for it. */
  isLastAsker: boolean;
};
