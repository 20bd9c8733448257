import { join } from 'node:path';
import { Command } from 'commander';
import { createDataSource } from '../database/data-source.js';
import { type ImportAttemptsOptions } from '../imports/attempts/import-attempts.js';
import { type ImportReport } from '../imports/attempts/report.js';
import { importArr } from '../imports/arr/import-arr.js';
import { importMydia } from '../imports/mydia/import-mydia.js';
import { EsdbEventLog } from '../event-store/esdb-event-log.js';
import { formatReport } from './format/import-report.js';
import { terminalWidth } from './format/terminal.js';
import { inSteps, progressBar } from './progress-bar.js';
import { withParts } from './with-parts.js';

type Options = { database: string; dryRun?: boolean; json?: boolean };

type Source = ImportAttemptsOptions & { source: string; scratch: string };
type Import = (from: Source) => Promise<ImportReport>;

export const importCommand = () => {
  const command = new Command('import').description('Brings along what another program has downloaded.');
  const program = (name: string, title: string, run: Import) =>
    command
      .command(name)
      .description(`Takes over ${title}'s downloads, their history and the download clients. Can be repeated.`)
      .requiredOption('--database <source>', `${title}'s SQLite file, or the postgres:// URL of its database`)
      .option('--dry-run', 'prints what it would do, and does nothing')
      .option('--json', 'as JSON')
      .action((options: Options) => bring(run, options));
  program('mydia', 'Mydia', importMydia);
  program('sonarr', 'Sonarr', (from) => importArr({ ...from, program: 'sonarr' }));
  program('radarr', 'Radarr', (from) => importArr({ ...from, program: 'radarr' }));
  return command;
};

const bring = (run: Import, { database: source, dryRun = false, json }: Options) =>
  withParts(async ({ databaseUrl, eventStoreUrl, settings }) => {
    const database = await createDataSource(databaseUrl).initialize();
    const log = new EsdbEventLog(eventStoreUrl);
    const bar = progressBar('{bar} {value}/{total} attempts  {eta_formatted} left');
    try {
      const { claimGraceMs } = settings;
      const scratch = join(settings.dataDir, 'import-copies');
      const report = await run({ source, scratch, log, database, dryRun, onProgress: inSteps(bar), claimGraceMs });
      bar.stop();
      process.stdout.write(`${json ? JSON.stringify(report) : formatReport(report, terminalWidth())}\n`);
    } finally {
      bar.stop();
      await log.close();
      await database.destroy();
    }
  });
