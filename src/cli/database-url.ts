import { Command } from 'commander';
import { withParts } from './with-parts.js';

export const databaseUrlCommand = () =>
  new Command('database-url')
    .description(
      'Prints how to reach the database, for psql and backups. The embedded one is there while the server runs.',
    )
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) =>
      withParts(async ({ databaseUrl }) => {
        process.stdout.write(`${json ? JSON.stringify({ databaseUrl }) : databaseUrl}\n`);
      }),
    );
