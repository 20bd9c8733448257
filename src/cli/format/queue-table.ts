import { type DownloadView } from '../../downloads/queries/download-view.js';
import { bar, bytes, duration, speed } from './figures.js';
import { shortId } from './short-id.js';
import { table } from './table.js';
import { coloured } from './terminal.js';

const COLUMNS = [
  { head: 'ID' },
  { head: 'STATUS' },
  { head: 'PROGRESS' },
  { head: 'SPEED', align: 'right' as const, optional: true },
  { head: 'LEFT', align: 'right' as const, optional: true },
  { head: 'SIZE', align: 'right' as const, optional: true },
  { head: 'CLIENT', optional: true },
  { head: 'TITLE' },
];

type Row = Omit<DownloadView, 'status' | 'progress'> & { status: string; progress: number | null };

/** @param width columns of the terminal */
export const queueTable = (rows: readonly Row[], width: number): string =>
  table(
    COLUMNS,
    rows.map((row) => [
      shortId(row.id),
      coloured(row.status),
      bar(row.progress ?? 0),
      speed(row.downloadSpeed),
      duration(row.etaSeconds),
      bytes(row.sizeBytes),
      row.downloadClient,
      row.message ? `${row.title}  (${row.message})` : row.title,
    ]),
    width,
  );

type Moving = Pick<DownloadView, 'downloadSpeed' | 'uploadSpeed'>;

/** `3 downloads, 12.4 MB/s down, 1.1 MB/s up` */
export function queueSummary(rows: readonly Moving[]): string {
  const sum = (field: keyof Moving) => rows.reduce((total, row) => total + (row[field] ?? 0), 0);
  const count = `${rows.length} ${rows.length === 1 ? 'download' : 'downloads'}`;
  const [down, up] = [sum('downloadSpeed'), sum('uploadSpeed')];
  return [count, down > 0 && `${speed(down)} down`, up > 0 && `${speed(up)} up`].filter(Boolean).join(', ');
}
