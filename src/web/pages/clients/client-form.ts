import { type Problem } from '../../api/problem.ts';
import { type Schemas } from '../../api/types.ts';

export type ClientType = Schemas['ClientType'];
export type Client = Schemas['Client'];
export type Field = ClientType['fields'][number];

/** Fields that every client has under its own name; those of a type alone are its options. */
const COMMON = ['url', 'username', 'password', 'apiKey', 'category', 'downloadDir'];

/** What stands in the form: as it was typed, so that nothing is lost on the way. */
export type Draft = {
  id: string;
  name: string;
  type: Client['type'];
  enabled: boolean;
  priority: string;
  adopt: Client['adopt'];
  failAfterStalledMinutes: string;
  removeAfterSeeding: boolean;
  maxActive: string;
  pathMappings: { remote: string; local: string }[];
  /** Of the fields of the type, by name. */
  values: Record<string, string | boolean>;
};

export const emptyDraft = (type: Client['type']): Draft => ({
  ...{ id: '', name: '', type, enabled: true, priority: '1', adopt: 'none', failAfterStalledMinutes: '' },
  ...{ removeAfterSeeding: false, maxActive: '', pathMappings: [], values: {} },
});

const figure = (value: number | null): string => (value === null ? '' : String(value));

/** Secrets are write-only: they are empty, and kept where they stay so. */
export function draftOf(client: Client): Draft {
  const { id, name, type, enabled, adopt, removeAfterSeeding, url, username, category, downloadDir } = client;
  const options = Object.entries(client.options).map(([key, value]) => [key, typeof value === 'number' ? String(value) : value]); // prettier-ignore
  return {
    ...{ id, name, type, enabled, adopt, removeAfterSeeding },
    priority: String(client.priority),
    failAfterStalledMinutes: figure(client.failAfterStalledMinutes),
    maxActive: figure(client.maxActive),
    pathMappings: client.pathMappings.map((mapping) => ({ ...mapping })),
    values: { url, username: username ?? '', category: category ?? '', downloadDir: downloadDir ?? '', ...Object.fromEntries(options) as object }, // prettier-ignore
  };
}

const number = (text: string): number | null => (text.trim() === '' ? null : Number(text));

/**
 * The request that the form makes.
 * @param client that is changed: what the form does not show stays as it is
 */
export function bodyOf(draft: Draft, { fields }: ClientType, client: Client | null): Record<string, unknown> {
  const given = fields.map((field) => [field.name, valueOf(field, draft.values[field.name])] as const);
  const said = given.filter(([, value]) => value !== undefined);
  const { type, enabled, adopt, removeAfterSeeding } = draft;
  return {
    ...(client === null ? idAndName(draft) : { ...kept(client), id: client.id, name: draft.name.trim() }),
    ...{ type, enabled, adopt, removeAfterSeeding },
    priority: number(draft.priority) ?? 1,
    failAfterStalledMinutes: number(draft.failAfterStalledMinutes),
    maxActive: number(draft.maxActive),
    pathMappings: draft.pathMappings.filter(({ remote, local }) => remote !== '' || local !== ''),
    ...Object.fromEntries(said.filter(([name]) => COMMON.includes(name))),
    options: { ...client?.options, ...Object.fromEntries(said.filter(([name]) => !COMMON.includes(name))) },
  };
}

const idAndName = ({ id, name }: Draft) => ({
  ...(id.trim() && { id: id.trim() }),
  ...(name.trim() && { name: name.trim() }),
});

const kept = ({ categories, tls, timeoutSeconds }: Client) => ({ categories, tls, timeoutSeconds });

/** Nothing for what was left empty: a secret stays, an option is as its client has it. */
function valueOf({ name, kind }: Field, value: string | boolean | undefined): unknown {
  if (kind === 'boolean') return value;
  if (value === undefined || value === '') return COMMON.includes(name) && !['password', 'apiKey', 'url'].includes(name) ? null : undefined; // prettier-ignore
  return kind === 'number' ? Number(value) : value;
}

/** What is wrong with each field, by its name; options by theirs. */
export function fieldProblems(problem: Problem | null): Map<string, string> {
  const errors = (problem?.['errors'] ?? []) as { field: string; problem: string }[];
  return new Map(errors.map(({ field, problem: text }) => [field.replace(/^options\./, ''), text]));
}
