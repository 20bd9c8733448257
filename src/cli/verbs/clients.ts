import { Command } from 'commander';
import { type ClientTest } from '../../clients/client-test.js';
import { type ClientView } from '../../clients/views.js';
import { CommandFailed, EXIT } from '../command-failed.js';
import { table } from '../format/table.js';
import { coloured, print, say, terminalWidth } from '../format/terminal.js';
import { type Service } from '../service/service.js';
import { apiCommand, type ApiOptions, serviceOf } from './api-command.js';
import { type ClientOptions, clientOf } from './client-options.js';

const COLUMNS = ['ID', 'TYPE', 'STATE', 'VERSION', 'ADDRESS', 'PROBLEM'].map((head) => ({
  head,
  optional: head === 'VERSION',
}));
const pathOf = (id: string): string => `/clients/${encodeURIComponent(id)}`;

export const clientsCommand = () =>
  new Command('clients')
    .description('The download clients.')
    .addCommand(apiCommand('list').description('All of them, and how they are.').action(list), { isDefault: true })
    .addCommand(adding())
    .addCommand(
      apiCommand('test')
        .argument('<id>')
        .description('Whether it answers and lets Ledgarr in; exits 1 when it does not.')
        .action(test),
    );

const adding = () =>
  apiCommand('add')
    .argument('<type>', 'qbittorrent, transmission, deluge, sabnzbd, nzbget, aria2 …')
    .argument('<address>', 'http://nas:8080')
    .description('Adds a download client, once it has been tried.')
    .option('--id <id>', 'by which it is called from now on; else made from its name')
    .option('--name <name>')
    .option('--username <name>')
    .option('--password-stdin', 'reads the password, or the API key, from standard input; asked for on a terminal')
    .option('--category <name>', 'for what it is given')
    .option('--download-dir <folder>', 'where it puts what it downloads')
    .option('--priority <number>', 'a smaller one is asked first')
    .option('--set <name=value...>', 'what clients of its type alone have')
    .option('--untested', 'also when it does not answer')
    .action(add);

async function list(options: ApiOptions): Promise<void> {
  const service = await serviceOf(options);
  const { items } = await service.get<{ items: ClientView[] }>('/clients');
  if (options.json) return print(JSON.stringify(items));
  if (items.length === 0) return say('There is no download client: ledgarr clients add <type> <address>.');
  const rows = items.map(({ id, type, enabled, url, health }) => [id, type, enabled ? coloured(health.state) : 'off', health.version ?? '-', url, health.lastError ?? '']); // prettier-ignore
  print(table(COLUMNS, rows, terminalWidth()));
}

async function test(id: string, options: ApiOptions): Promise<void> {
  const service = await serviceOf(options);
  const result = await service.post<ClientTest>(`${pathOf(id)}/test`);
  print(options.json ? JSON.stringify(result) : told(result));
  if (!result.ok) process.exitCode = EXIT.failed;
}

async function add(
  type: string,
  url: string,
  { json, untested, ...options }: ApiOptions & ClientOptions,
): Promise<void> {
  const service = await serviceOf(options);
  const settings = await clientOf(service, type, url, options);
  if (!untested) await tryOut(service, settings, json ?? false);
  const added = await service.post<ClientView>('/clients', settings);
  print(json ? JSON.stringify(added) : `${added.id}: added`);
}

/** @throws CommandFailed where it cannot be used */
async function tryOut(service: Service, settings: object, quiet: boolean): Promise<void> {
  const result = await service.post<ClientTest>('/clients/test', settings);
  if (!quiet) say(told(result));
  if (!result.ok) throw new CommandFailed(`It was not added: ${result.problem ?? 'it cannot be used'}. --untested adds it all the same.`); // prettier-ignore
}

/** Step by step, with what to do about it. */
const told = ({ steps, version }: ClientTest): string =>
  steps
    .map(({ step, ok, problem, remedy }) => {
      const name = step === 'version' && version !== null ? `version ${version}` : step;
      return ok ? `  ok      ${name}` : `  failed  ${name}: ${[problem, remedy].filter(Boolean).join('; ')}`;
    })
    .join('\n');
