import { Command } from 'commander';
import { VERSION } from '../config/version.js';
import { downloads } from '../downloads/projections/downloads.js';
import { finished } from '../downloads/projections/finished.js';
import { history } from '../downloads/projections/history.js';
import { EsdbEventLog } from '../event-store/esdb-event-log.js';
import { Projector } from '../event-processing/projections/projector.js';
import { type ProjectionStatus } from '../event-processing/projections/projection-status.js';
import { type Progress } from '../event-processing/projections/rebuild/rebuild-progress.js';
import { type Rebuilt } from '../event-processing/projections/rebuild/rebuild-options.js';
import { type TableDifferences } from '../event-processing/projections/rebuild/table-differences.js';
import { duration, percent } from './format/figures.js';
import { table } from './format/table.js';
import { type Output, parkedCommand, print } from './parked.js';
import { progressBar } from './progress-bar.js';
import { withParts } from './with-parts.js';

const PROJECTIONS = [downloads, history, finished];
/** With its distance from UTC: an instant without one means another one elsewhere. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
/** A dry run that found a difference. */
const DIFFERENT = 3;

export const projectionsCommand = () => {
  const command = new Command('projections').description('The queue and the history, as projections of the log.');
  const json = ['--json', 'as JSON'] as const;
  command
    .command('list')
    .description('How far each is.')
    .option(...json)
    .action(async (options: Output) => void (await show([], options)));
  command
    .command('status [names...]')
    .description('How far these are; exits 1 when one has failed, is paused, or nobody runs it.')
    .option(...json)
    .action(status);
  command
    .command('rebuild [names...]')
    .description('Builds their tables anew from the log, while the service goes on; all of them without names.')
    .option('--all', 'all of them')
    .option('--dry-run', `changes nothing; exits ${DIFFERENT} when the tables are not what the log says`)
    .option(...json)
    .action(rebuild);
  command
    .command('pause <name>')
    .description('Stops it where it is, until it is resumed.')
    .option(...json)
    .action(setPaused(true));
  command
    .command('resume <name>')
    .description('Lets it go on.')
    .option(...json)
    .action(setPaused(false));
  command
    .command('rewind <name>')
    .description('Puts its tables back to what they were then; it goes on from there, at once unless it is paused.')
    .requiredOption('--to <position|instant>', 'a commit position, commit/prepare, or an instant: 2026-11-20T10:00:00Z')
    .option(...json)
    .action(rewind);
  return command.addCommand(parkedCommand(withProjector));
};

const withProjector = <T>(work: (projector: Projector) => Promise<T>): Promise<T> =>
  withParts(async ({ databaseUrl, eventStoreUrl, log: logger }) => {
    const log = new EsdbEventLog(eventStoreUrl);
    const projector = new Projector({ databaseUrl, log, projections: PROJECTIONS, logger, release: VERSION });
    try {
      return await work(projector);
    } finally {
      await projector.stop();
      await log.close();
    }
  });

const show = (names: readonly string[], { json }: Output) =>
  withProjector(async (projector) => {
    const wanted = names.length > 0 ? names : projector.names;
    const statuses = await Promise.all(wanted.map((name) => projector.status(name)));
    print(json ? JSON.stringify(statuses) : statusTable(statuses));
    return statuses;
  });

async function status(names: string[], options: Output): Promise<void> {
  const statuses = await show(names, options);
  if (statuses.some(({ state }) => ['failed', 'paused', 'idle'].includes(state))) process.exitCode = 1;
}

const setPaused =
  (paused: boolean) =>
  (name: string, { json }: Output) =>
    withProjector(async (projector) => {
      await projector.setPaused(name, paused);
      print(json ? JSON.stringify(await projector.status(name)) : `${name}: ${paused ? 'paused' : 'goes on'}.`);
    });

const rewind = (name: string, { to, json }: Output & { to: string }) =>
  withProjector(async (projector) => {
    const rewound = await projector.rewind(name, placeOf(to));
    print(json ? JSON.stringify({ name, ...rewound }) : `${name}: as it was after ${rewound.events} events.`);
  });

/** @throws Error where it is neither */
function placeOf(to: string) {
  const [, commit, prepare = commit] = /^(\d{1,20})(?:\/(\d{1,20}))?$/.exec(to) ?? [];
  if (commit) return { position: { commit: BigInt(commit), prepare: BigInt(prepare!) } };
  if (!INSTANT.test(to) || Number.isNaN(Date.parse(to)))
    throw new Error(`--to ${to}: give a commit position, commit/prepare, or an instant like 2026-11-20T10:00:00Z.`);
  return { instant: Date.parse(to) };
}

const COLUMNS = ['NAME', 'VERSION', 'STATE', 'POSITION', 'LAG', 'PARKED', 'RUNNER'].map((head) => ({ head }));

const statusTable = (statuses: readonly ProjectionStatus[]): string =>
  table(
    COLUMNS,
    statuses.map((each) => [
      each.name,
      String(each.version),
      each.rebuild ? `${each.state} ${progressOf(each.rebuild)}` : each.state,
      each.position?.commit ?? '-',
      each.lagEvents === 0 ? 'none' : `${each.lagEvents} events, ${duration(each.lagSeconds)}`,
      String(each.parked),
      each.runner ?? '-',
    ]),
    Infinity,
  );

const progressOf = ({ done, total, etaSeconds }: NonNullable<ProjectionStatus['rebuild']>): string =>
  `${percent(done / Math.max(1, total))}${etaSeconds === null ? '' : `, ${duration(etaSeconds)} left`}`;

const rebuild = (asked: string[], { all, dryRun = false, json }: Output & { all?: boolean; dryRun?: boolean }) =>
  withProjector(async (projector) => {
    if (all && asked.length > 0) throw new Error(`Either --all, or names: ${asked.join(', ')}.`);
    const names = asked.length > 0 ? [...new Set(asked)] : projector.names;
    const rebuilt = await withBar(names, (onProgress) => projector.rebuildTogether(names, { dryRun, onProgress }));
    const results = rebuilt.map((each, i) => ({ name: names[i]!, ...each }));
    if (json) print(JSON.stringify(results));
    else results.forEach((result) => print(summary(result, dryRun)));
    if (dryRun && results.some(({ differences }) => differences?.some(isDifferent))) process.exitCode = DIFFERENT;
  });

async function withBar<T>(names: string[], work: (onProgress: (progress: Progress) => void) => Promise<T>): Promise<T> {
  const bar = progressBar(`${names.join(', ')} {bar} {percentage} %  {value}/{total} events  {rate}/s  {left} s left`);
  let reports = 0;
  try {
    const result = await work(({ done, total, eventsPerSecond, etaSeconds }) => {
      const shown = { rate: Math.round(eventsPerSecond), left: etaSeconds === null ? '?' : Math.ceil(etaSeconds) };
      // One that ends soon needs no bar.
      if (reports++ === 0) return;
      if (reports === 2) bar.start(Math.max(1, total), 0, shown);
      bar.setTotal(Math.max(1, total));
      bar.update(done, shown);
    });
    if (reports > 1) bar.update(bar.getTotal(), { left: 0 });
    return result;
  } finally {
    if (reports > 1) bar.stop();
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
