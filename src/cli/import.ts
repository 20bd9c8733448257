import { join } from 'node:path';
import { Command } from 'commander';
import { createDataSource } from '../database/data-source.js';
import { importMydia } from '../imports/mydia/import-mydia.js';
import { formatReport } from '../imports/attempts/report.js';
import { EsdbEventLog } from '../event-store/esdb-event-log.js';
import { inSteps, progressBar } from './progress-bar.js';
import { withParts } from './with-parts.js';

type Options = { database: string; dryRun?: boolean; json?: boolean };

export const importCommand = () => {
  const command = new Command('import').description('Brings along what another program has downloaded.');
  command
    .command('mydia')
    .description("Takes over Mydia's downloads, their history and the download clients. Can be repeated.")
    .requiredOption('--database <source>', "Mydia's SQLite file, or the postgres:// URL of its database")
    .option('--dry-run', 'prints what it would do, and does nothing')
    .option('--json', 'as JSON')
    .action(mydia);
  return command;
};

const mydia = ({ database: source, dryRun = false, json }: Options) =>
  withParts(async ({ databaseUrl, eventStoreUrl, settings }) => {
    const database = await createDataSource(databaseUrl).initialize();
    const log = new EsdbEventLog(eventStoreUrl);
    const bar = progressBar('{bar} {value}/{total} attempts  {eta_formatted} left');
    bar.start(1, 0);
    try {
      const { claimGraceMs } = settings;
      const scratch = join(settings.dataDir, 'import-copies');
      const report = await importMydia({
        source,
        scratch,
        log,
        database,
        dryRun,
        onProgress: inSteps(bar),
        claimGraceMs,
      });
      bar.stop();
      process.stdout.write(`${json ? JSON.stringify(report) : formatReport(report)}\n`);
    } finally {
      bar.stop();
      await log.close();
      await database.destroy();
    }
  });
