import { type Job } from '../job.js';
import { inUnits } from './amounts.js';
import { VERSION } from './surroundings.js';

/** Complete is what has a place: without one, callers would look for it in vain. */
function statusOf({ download: { status, outputPath } }: Job): 'Completed' | 'Failed' | 'Moving' {
  if (status === 'failed') return 'Failed';
  return outputPath ? 'Completed' : 'Moving';
}

const seconds = (instant: Date | null): number => Math.floor((instant?.getTime() ?? 0) / 1000);

export function historySlot(job: Job, index: number) {
  const { nzoId, name, category, download } = job;
  const status = statusOf(job);
  const bytes = download.sizeBytes ?? 0;
  const took = seconds(download.endedAt) - seconds(download.initiatedAt);
  return {
    id: index + 1,
    completed: seconds(download.endedAt),
    name,
    nzb_name: `${name}.nzb`,
    category,
    pp: 'D',
    script: 'None',
    report: '',
    url: null,
    status,
    nzo_id: nzoId,
    // As the client behind says it, on this machine's paths; nothing of it is made of the name or the category.
    storage: download.outputPath ?? '',
    path: download.outputPath ?? '',
    script_log: '',
    script_line: '',
    download_time: Math.max(0, took),
    postproc_time: 0,
    stage_log: [],
    downloaded: status === 'Failed' ? 0 : bytes,
    completeness: null,
    fail_message: status === 'Failed' ? (download.message ?? 'It has failed.') : '',
    url_info: '',
    bytes,
    meta: null,
    series: '',
    md5sum: download.itemKey.slice(0, 32),
    password: null,
    action_line: '',
    size: inUnits(bytes, 'B'),
    loaded: false,
    retry: status === 'Failed' ? 1 : 0,
  };
}

/** Callers read so many from the beginning: what waits to be fetched comes first, the newest of it before, and what has failed after that. */
export function inOrder(jobs: readonly Job[]): Job[] {
  const rank = ({ download }: Job) => (download.status === 'failed' ? 1 : 0);
  return jobs.toSorted((a, b) => rank(a) - rank(b) || seconds(b.download.endedAt) - seconds(a.download.endedAt));
}

/** @param jobs those that were asked for. @param page `limit` 0: all */
export function historyAnswer(jobs: readonly Job[], { start, limit }: { start: number; limit: number }) {
  const ordered = inOrder(jobs);
  const shown = limit === 0 ? ordered.slice(start) : ordered.slice(start, start + limit);
  const size = inUnits(jobs.reduce((sum, { download }) => sum + (download.sizeBytes ?? 0), 0));
  const sizes = { total_size: size, month_size: size, week_size: size, day_size: size };
  const newest = Math.max(0, ...jobs.map(({ download }) => seconds(download.endedAt)));
  return {
    history: {
      ...sizes,
      slots: shown.map((job, i) => historySlot(job, start + i)),
      noofslots: jobs.length,
      last_history_update: newest,
      version: VERSION,
    },
  };
}
