#!/usr/bin/env node
import { Command } from 'commander';
import { databaseUrlCommand } from './cli/database-url.js';
import { eventStoreCommand } from './cli/event-store.js';
import { eventsCommand } from './cli/events.js';
import { Interrupted } from './cli/interrupted.js';
import { importCommand } from './cli/import.js';
import { migrateCommand } from './cli/migrate.js';
import { projectionsCommand } from './cli/projections.js';

/** The command line. Results go to stdout, everything else to stderr; the exit code is 0 only when what was asked is so. */
const program = new Command('ledgarr')
  .description('The download queue that fetches nothing twice and forgets nothing.')
  .showHelpAfterError()
  .addCommand(projectionsCommand())
  .addCommand(migrateCommand())
  .addCommand(databaseUrlCommand())
  .addCommand(eventStoreCommand())
  .addCommand(eventsCommand())
  .addCommand(importCommand());

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // The work that was interrupted would go on as far as it can.
  if (error instanceof Interrupted) process.exit(error.exitCode);
  process.exitCode = 1;
}
