import { type ClientTypeDefinition, type SettingField } from '../download-clients/client-type.js';

type Problem = { path: string[]; message: string };

/** Fields that every client has; all others are options of a type. */
const COMMON = new Set(['url', 'username', 'password', 'apiKey', 'category', 'downloadDir']);

const optionsOf = (definition: ClientTypeDefinition | null): SettingField[] =>
  (definition?.fields ?? []).filter(({ name }) => !COMMON.has(name));

/** Options that the type does not have, or in another form. */
export function optionProblems(definition: ClientTypeDefinition | null, options: Record<string, unknown>): Problem[] {
  const known = new Map(optionsOf(definition).map((field) => [field.name, field]));
  return Object.entries(options).flatMap(([name, value]) => {
    const field = known.get(name);
    if (field === undefined) return [{ path: ['options', name], message: whichThereAre([...known.keys()]) }];
    const form = formOf(field);
    return typeof value === form ? [] : [{ path: ['options', name], message: `is a ${form}: ${field.help}` }];
  });
}

/** Fields that the type cannot do without, and that were not given. */
export function missingFields(definition: ClientTypeDefinition | null, client: Record<string, unknown>): Problem[] {
  const options = (client['options'] ?? {}) as Record<string, unknown>;
  return (definition?.fields ?? [])
    .filter(({ required, name }) => required && isEmpty(COMMON.has(name) ? client[name] : options[name]))
    .map(({ name, help }) => ({
      path: COMMON.has(name) ? [name] : ['options', name],
      message: `is needed by ${definition!.label}: ${help}`,
    }));
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

const formOf = ({ kind }: SettingField): 'number' | 'boolean' | 'string' =>
  kind === 'number' || kind === 'boolean' ? kind : 'string';

const whichThereAre = (names: readonly string[]): string =>
  names.length > 0 ? `is none of its options: ${names.join(', ')}` : 'is no option: clients of this type have none';
