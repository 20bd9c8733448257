import { Command } from 'commander';
import { type ApiKey } from '../../http/auth/api-keys.js';
import { instant } from '../format/figures.js';
import { table } from '../format/table.js';
import { print, say, terminalWidth } from '../format/terminal.js';
import { apiCommand, type ApiOptions, serviceOf } from './api-command.js';

const COLUMNS = ['NAME', 'MADE', 'LAST USED', 'MAY'].map((head) => ({ head }));

export const keysCommand = () =>
  new Command('keys')
    .description('The keys of programs and people.')
    .addCommand(apiCommand('list').description('All of them, without the keys themselves.').action(list), {
      isDefault: true,
    }) // prettier-ignore
    .addCommand(
      apiCommand('add')
        .argument('<name>', 'of who gets it: sonarr')
        .description('Makes a key, and prints it: it is shown this once.')
        .option('--may <scopes...>', 'read, request (add downloads, cancel its own), admin (everything)', [
          'read',
          'request',
        ]) // prettier-ignore
        .action(add),
    )
    .addCommand(apiCommand('remove').argument('<name>').description('Takes a key away.').action(remove));

async function list(options: ApiOptions): Promise<void> {
  const service = await serviceOf(options);
  const { items } = await service.get<{ items: ApiKey[] }>('/keys');
  if (options.json) return print(JSON.stringify(items));
  if (items.length === 0) return say('There are no named keys: ledgarr keys add <name>.');
  const rows = items.map(({ name, scopes, createdAt, lastUsedAt }) => [name, instant(createdAt), lastUsedAt === null ? 'never' : instant(lastUsedAt), scopes.join(', ')]); // prettier-ignore
  print(table(COLUMNS, rows, terminalWidth()));
}

async function add(name: string, { may, ...options }: ApiOptions & { may: string[] }): Promise<void> {
  const service = await serviceOf(options);
  const scopes = may.flatMap((each) => each.split(','));
  const added = await service.post<ApiKey & { key: string }>('/keys', { name, scopes });
  print(options.json ? JSON.stringify(added) : added.key);
}

async function remove(name: string, options: ApiOptions): Promise<void> {
  const service = await serviceOf(options);
  await service.delete(`/keys/${encodeURIComponent(name)}`);
  print(options.json ? JSON.stringify({ removed: name }) : `${name}: removed`);
}
