import { type PresentDownload } from '../../../downloads/queries/present-download.js';

/** A download as one sees it: one's own share of it, or, to one who may read all, the download itself. */
export type QueueItem = {
  download: PresentDownload;
  /** As it was asked for. */
  title: string;
  itemKey: string;
  /** What the caller leaves it by; null where it is another's. */
  joinId: string | null;
};
