import { type ImportedRow, type ImportReport } from '../../imports/attempts/report.js';
import { table } from './table.js';

const CLIENT_RESULTS = {
  'taken-over': { done: 'taken over', dry: 'would be taken over' },
  exists: { done: 'exists already, left as it is', dry: 'exists already, would be left as it is' },
  'not-supported': { done: 'not supported', dry: 'not supported' },
};

/** For people: what became of everything in a few lines; of a dry run, a table of all attempts before that. @param width of the terminal, in columns */
export function formatReport(report: ImportReport, width: number): string {
  const { dryRun, attempts, added, present, outcomes, clients, rows } = report;
  const tense = dryRun ? 'dry' : 'done';
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  const lines = [
    `${attempts} attempts: ${counts.join(', ')}.`,
    dryRun
      ? `${added} would be added, ${present} are there already. Nothing was written.`
      : `${added} added, ${present} were there already.`,
    ...clients.map(
      ({ id, name, type, result }) => `Client ${id} (${name}, ${type}): ${CLIENT_RESULTS[result][tense]}.`,
    ),
  ];
  return [...(dryRun ? [table(COLUMNS, rows.map(cellsOf), width), ''] : []), ...lines].join('\n');
}

const COLUMNS = ['begun', 'client', 'becomes', 'why', 'now', 'title'].map((head) => ({ head }));

const cellsOf = ({ begunAt, client, title, becomes, reason, result }: ImportedRow): string[] => [
  begunAt.slice(0, 16).replace('T', ' '),
  client,
  becomes,
  reason ?? '',
  result === 'added' ? 'to be added' : 'there already',
  title,
];
