import { createHash } from 'node:crypto';
import { readingNzbContents } from '../../releases/nzb/nzb-contents.js';
import { inSlices } from '../../releases/sliced.js';
import { sameName } from '../usenet/job-name.js';
import { fileNameOf } from './sabnzbd-items.js';
import { type HistorySlot, type JobFile, type QueueSlot } from './sabnzbd-api.js';

/** What an NZB can be known by inside SABnzbd, which shows no message ids and takes no mark of ours. */
export type NzbMarks = {
  fileName: string;
  jobName: string;
  /** Over the message ids as SABnzbd hashes them, in the order of the file. Shown for what has ended. */
  md5: string;
  sizeBytes: number;
  files: readonly { name: string | null; sizeBytes: number }[];
};

export async function marksOf(nzb: Uint8Array, itemKey: string, jobName: string): Promise<NzbMarks> {
  const { ids, sizeBytes, files } = await inSlices(readingNzbContents(nzb));
  return {
    fileName: fileNameOf(itemKey),
    jobName,
    md5: createHash('md5').update(ids.join('')).digest('hex'),
    sizeBytes,
    files: files.map((file) => ({ name: /"([^"]+)"/.exec(file.subject)?.[1] ?? null, sizeBytes: file.sizeBytes })),
  };
}

/** Whether it is worth asking for the job's files: the queue shows MiB with two places. */
export const mayBeSame = (marks: NzbMarks, slot: QueueSlot): boolean =>
  Math.abs(Number.parseFloat(slot.mb) - marks.sizeBytes / 1_048_576) < 0.011 && slot.status !== 'Deleted';

/**
 * The same files, to the byte. Their names too, unless the job has the name that it was given with this NZB: SABnzbd renames
 * files as it learns their true names.
 */
export function isSameJob(marks: NzbMarks, slot: QueueSlot, files: readonly JobFile[]): boolean {
  const sizes = files.map(({ bytes }) => Math.round(Number(bytes)));
  if (!sameList(sizes, marks.files.map(({ sizeBytes }) => sizeBytes))) return false; // prettier-ignore
  const names = files.map(({ filename }) => filename);
  return sameName(slot.filename, marks.jobName) || sameList(names, marks.files.map(({ name }) => name)); // prettier-ignore
}

export const isSameEnded = (marks: NzbMarks, slot: HistorySlot): boolean =>
  slot.status !== 'Failed' &&
  slot.status !== 'Deleted' &&
  (slot.nzb_name === marks.fileName || slot.md5sum === marks.md5);

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());
