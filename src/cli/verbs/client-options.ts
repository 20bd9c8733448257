import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { CommandFailed } from '../command-failed.js';
import { type Service } from '../service/service.js';

export type ClientOptions = {
  url?: string;
  id?: string;
  name?: string;
  username?: string;
  passwordStdin?: boolean;
  category?: string;
  downloadDir?: string;
  priority?: string;
  set?: string[];
  untested?: boolean;
};

type Field = { name: string; label: string; kind: string; required: boolean };
type Type = { type: string; fields: Field[] };

/**
 * The settings of a client, as the API takes them. A secret is never an argument: others on the machine see those.
 * @throws CommandFailed where the type is not known, or a setting has no value
 */
export async function clientOf(service: Service, type: string, url: string, options: ClientOptions): Promise<object> {
  const { items } = await service.get<{ items: Type[] }>('/clients/types');
  const known = items.find((each) => each.type === type);
  if (!known) throw new CommandFailed(`There is no type ${type}: give one of ${items.map((each) => each.type).join(', ')}.`); // prettier-ignore
  const { id, name, username, category, downloadDir, priority, set = [], passwordStdin } = options;
  const secret = known.fields.find(({ kind }) => kind === 'secret');
  const said = secret ? await secretOf(secret, passwordStdin ?? false) : undefined;
  return {
    ...{ type, url, id, name, username, category, downloadDir },
    ...(priority !== undefined && { priority: Number(priority) }),
    ...(secret && said && { [secret.name]: said }),
    ...(set.length > 0 && { options: Object.fromEntries(set.map(settingOf)) }),
  };
}

/** `on=true`, `port=12`, `label=tv` */
function settingOf(given: string): [string, string | number | boolean] {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(given) ?? [];
  if (name === undefined || value === undefined) throw new CommandFailed(`--set ${given}: give name=value.`);
  if (value === 'true' || value === 'false') return [name, value === 'true'];
  return [name, /^-?\d+$/.test(value) ? Number(value) : value];
}

async function secretOf({ label, required }: Field, fromInput: boolean): Promise<string | undefined> {
  if (fromInput) return (await text(process.stdin)).trim();
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  return (await ask(`${label}${required ? '' : ' (empty for none)'}: `)) || undefined;
}

/** What is typed is not shown. */
async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  const interrupted = new Promise<never>((_, reject) =>
    reader.once('SIGINT', () => reject(new CommandFailed('Interrupted.', 130))),
  );
  try {
    return await Promise.race([reader.question(''), interrupted]);
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
