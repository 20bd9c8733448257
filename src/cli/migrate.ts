import { Command } from 'commander';
import { migrate } from '../database/migrate.js';
import { withParts } from './with-parts.js';

export const migrateCommand = () =>
  new Command('migrate')
    .description('Brings the tables up to date. The server does so by itself at each start.')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) =>
      withParts(async ({ databaseUrl }) => {
        const ran = await migrate(databaseUrl, { onProgress: (message) => process.stderr.write(`${message}\n`) });
        process.stdout.write(json ? `${JSON.stringify({ ran })}\n` : 'The tables are up to date.\n');
      }),
    );
