import { type PresentDownload } from '../../downloads/queries/present-download.js';

/** A download as one who asked for it sees it: under the id that was told at the add, with the name and category that were asked for. */
export type Job = {
  nzoId: string;
  name: string;
  /** `*` for none, as the original has it. */
  category: string;
  download: PresentDownload;
  /** What the caller leaves it by; null where it is another's, and shown to one who may see all. */
  joinId: string | null;
};

const PREFIX = 'SABnzbd_nzo_';

/** @param id a UUID: of the asker's share, or of the download */
export const nzoIdOf = (id: string): string => PREFIX + id.replaceAll('-', '');

export const isInQueue = ({ download: { status } }: Job): boolean => status !== 'completed' && status !== 'failed';
