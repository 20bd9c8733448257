#!/usr/bin/env node
import { Command } from 'commander';
import { CommandFailed } from './cli/command-failed.js';
import { Interrupted } from './cli/interrupted.js';

/** In the order of the help. A command is loaded when it is called: what speaks HTTP needs no database. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  add: async () => (await import('./cli/verbs/add.js')).addCommand(),
  queue: async () => (await import('./cli/verbs/queue.js')).queueCommand(),
  show: async () => (await import('./cli/verbs/show.js')).showCommand(),
  history: async () => (await import('./cli/verbs/history.js')).historyCommand(),
  pause: async () => (await import('./cli/verbs/change.js')).changeCommand('pause'),
  resume: async () => (await import('./cli/verbs/change.js')).changeCommand('resume'),
  cancel: async () => (await import('./cli/verbs/change.js')).changeCommand('cancel'),
  retry: async () => (await import('./cli/verbs/change.js')).changeCommand('retry'),
  clients: async () => (await import('./cli/verbs/clients.js')).clientsCommand(),
  keys: async () => (await import('./cli/verbs/keys.js')).keysCommand(),
  projections: async () => (await import('./cli/projections.js')).projectionsCommand(),
  events: async () => (await import('./cli/events.js')).eventsCommand(),
  import: async () => (await import('./cli/import.js')).importCommand(),
  migrate: async () => (await import('./cli/migrate.js')).migrateCommand(),
  'database-url': async () => (await import('./cli/database-url.js')).databaseUrlCommand(),
  'event-store': async () => (await import('./cli/event-store.js')).eventStoreCommand(),
};

/** The command line. Results go to stdout, everything else to stderr; the exit code is 0 only when what was asked is so. */
const program = new Command('ledgarr').description(
  'The download queue that fetches nothing twice and forgets nothing.',
);

// Whoever has read enough of it, as head does, ends it.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

const wanted = COMMANDS[process.argv[2] ?? ''];
for (const load of wanted ? [wanted] : Object.values(COMMANDS)) program.addCommand(explained(await load()));

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  // The work that was interrupted would go on as far as it can.
  if (error instanceof Interrupted) process.exit(error.exitCode);
  process.exitCode = error instanceof CommandFailed ? error.exitCode : 1;
}

/** A mistake is told in a line, with the way to the rest. */
function explained(command: Command): Command {
  command.showHelpAfterError(`What there is: ledgarr ${command.name()} --help`);
  command.commands.forEach((each) => each.showHelpAfterError(`What there is: ledgarr ${command.name()} ${each.name()} --help`)); // prettier-ignore
  return command;
}
