import { type Content } from '../format/content.ts';

/** A download as the API reads (design §11), with the revision that says which of two is newer. */
export type Row = {
  id: string;
  /** Rises with each event and each word of the client: an older one never overwrites a newer one. */
  rev: number;
  status: string;
  title: string;
  protocol: string;
  downloadClient: string;
  downloadClientId: string | null;
  itemKey: string;
  content: Content | null;
  category: string | null;
  priority: number | null;
  indexer: string | null;
  origin: string;
  retryOf: string | null;
  initiatedAt: string;
  sizeBytes: number | null;
  downloadedBytes: number | null;
  progress: number;
  downloadSpeed: number | null;
  uploadSpeed: number | null;
  etaSeconds: number | null;
  ratio: number | null;
  peers: number | null;
  message: string | null;
  outputPath: string | null;
  /** Of a row that has ended and stays for a moment: when it goes, in milliseconds of the page's clock. */
  leavesAt?: number;
};
