import { Command } from 'commander';
import { downloads } from '../downloads/projections/downloads.js';
import { history } from '../downloads/projections/history.js';
import { EsdbEventLog } from '../event-store/esdb-event-log.js';
import { Projector } from '../event-processing/projections/projector.js';
import { type ProjectionStatus } from '../event-processing/projections/projection-status.js';
import { type Progress } from '../event-processing/projections/rebuild/rebuild-progress.js';
import { type Rebuilt } from '../event-processing/projections/rebuild/rebuild-options.js';
import { type TableDifferences } from '../event-processing/projections/rebuild/table-differences.js';
import { progressBar } from './progress-bar.js';
import { withParts } from './with-parts.js';

const PROJECTIONS = [downloads, history];
/** A dry run that found a difference. */
const DIFFERENT = 3;

type Output = { json?: boolean };
const print = (text: string): void => void process.stdout.write(`${text}\n`);

export const projectionsCommand = () => {
  const command = new Command('projections').description('The queue and the history, as projections of the log.');
  const json = ['--json', 'as JSON'] as const;
  command
    .command('list')
    .description('How far each is.')
    .option(...json)
    .action(list);
  command
    .command('rebuild [names...]')
    .description('Builds their tables anew from the log, while the service goes on; all of them without names.')
    .option('--dry-run', `changes nothing; exits ${DIFFERENT} when the tables are not what the log says`)
    .option(...json)
    .action(rebuild);
  const parked = command.command('parked').description('Events that a projection could not take.');
  parked
    .command('list <name>')
    .option(...json)
    .action(listParked);
  parked
    .command('retry <name>')
    .option('--stream <stream>', 'only those of this stream')
    .option(...json)
    .action(retryParked);
  parked.command('skip <name> <eventId>').description('Passes over one for good.').action(skipParked);
  return command;
};

const withProjector = <T>(work: (projector: Projector) => Promise<T>): Promise<T> =>
  withParts(async ({ databaseUrl, eventStoreUrl, log: logger }) => {
    const log = new EsdbEventLog(eventStoreUrl);
    const projector = new Projector({ databaseUrl, log, projections: PROJECTIONS, logger });
    try {
      return await work(projector);
    } finally {
      await projector.stop();
      await log.close();
    }
  });

const list = ({ json }: Output) =>
  withProjector(async (projector) => {
    const statuses = await projector.statuses();
    print(json ? JSON.stringify(statuses) : table(statuses));
  });

function table(statuses: readonly ProjectionStatus[]): string {
  const head = ['NAME', 'VERSION', 'STATE', 'POSITION', 'LAG', 'PARKED', 'RUNNER'];
  const rows = statuses.map((each) => [
    each.name,
    String(each.version),
    each.state,
    each.position?.commit ?? '-',
    `${each.lagEvents} events, ${each.lagSeconds.toFixed(1)} s`,
    String(each.parked),
    each.runner ?? '-',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const rebuild = (asked: string[], { dryRun = false, json }: Output & { dryRun?: boolean }) =>
  withProjector(async (projector) => {
    const names = asked.length > 0 ? asked : PROJECTIONS.map(({ name }) => name);
    const rebuilt = await withBar(names, (onProgress) => projector.rebuildTogether(names, { dryRun, onProgress }));
    const results = rebuilt.map((each, i) => ({ name: names[i]!, ...each }));
    if (json) print(JSON.stringify(results));
    else results.forEach((result) => print(summary(result, dryRun)));
    if (dryRun && results.some(({ differences }) => differences?.some(isDifferent))) process.exitCode = DIFFERENT;
  });

async function withBar<T>(names: string[], work: (onProgress: (progress: Progress) => void) => Promise<T>): Promise<T> {
  const bar = progressBar(`${names.join(', ')} {bar} {percentage} %  {value}/{total} events  {rate}/s  {left} s left`);
  let started = false;
  try {
    return await work(({ done, total, eventsPerSecond, etaSeconds }) => {
      const shown = { rate: Math.round(eventsPerSecond), left: etaSeconds === null ? '?' : Math.ceil(etaSeconds) };
      if (started) bar.setTotal(Math.max(1, total));
      else bar.start(Math.max(1, total), 0, shown);
      started = true;
      bar.update(done, shown);
    });
  } finally {
    if (started) bar.stop();
  }
}

const isDifferent = ({ missing, unexpected, different }: TableDifferences) => missing + unexpected + different > 0;

function summary({ name, events, seconds, parked, differences }: Rebuilt & { name: string }, dryRun: boolean): string {
  if (!dryRun) return `${name}: rebuilt from ${events} events in ${seconds.toFixed(1)} s, ${parked} parked.`;
  const found = (differences ?? []).filter(isDifferent);
  if (found.length === 0) return `${name}: as the log says (${events} events).`;
  const lines = found.flatMap(({ table, missing, unexpected, different, rows }) => [
    `${name}: ${table} has ${missing} rows too few, ${unexpected} too many, ${different} that differ`,
    ...rows.map(({ kind, live, rebuilt }) => `  ${kind}: ${JSON.stringify(live)} -> ${JSON.stringify(rebuilt)}`),
  ]);
  return lines.join('\n');
}

const listParked = (name: string, { json }: Output) =>
  withProjector(async (projector) => {
    const events = await projector.parked(name).list();
    if (json) print(JSON.stringify(events));
    else if (events.length === 0) print(`${name} has no parked events.`);
    if (json) return;
    for (const { eventId, stream, revision, type, error } of events) {
      print(`${eventId}  ${type} at ${revision}@${stream}: ${error ?? 'waits behind an earlier one'}`);
    }
  });

const retryParked = (name: string, { json, stream }: Output & { stream?: string }) =>
  withProjector(async (projector) => {
    const result = await projector.parked(name).retry(stream);
    print(json ? JSON.stringify(result) : `${name}: ${result.applied} applied, ${result.parked} still parked.`);
    if (result.parked > 0) process.exitCode = 1;
  });

const skipParked = (name: string, eventId: string) =>
  withProjector(async (projector) => {
    if (!(await projector.parked(name).skip(eventId))) throw new Error(`${name} has no parked event ${eventId}`);
    print(`${name}: skipped ${eventId}.`);
  });
