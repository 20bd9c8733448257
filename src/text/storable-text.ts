/** A text that PostgreSQL holds as it is, in a column or in JSON: neither NUL nor half a surrogate pair. */
export const STORABLE = /^[^\0\p{Cs}]*$/u;

/** What clients, files and people say may be anything: without what cannot be stored, so that it concerns nobody else. */
export const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** A value of JSON with each of its texts, names of fields too, as `storableText`; the same one where there is nothing to do. */
export function storable<T>(value: T): T {
  const json = JSON.stringify(value);
  if (json === undefined || !/\\u(?:0000|d[89a-f])/.test(json)) return value;
  return mapTexts(JSON.parse(json), storableText) as T;
}

type MapText = (text: string, field: string) => string;

/** A copy of a value, as JSON has it, with another text for each text in it. @param field the name of the nearest field around it */
export function mapTexts(value: unknown, map: MapText, field = '', around: readonly unknown[] = []): unknown {
  if (typeof value === 'string') return map(value, field);
  if (value === null || typeof value !== 'object') return value;
  if (around.includes(value)) return '[Circular]';
  const inside = [...around, value];
  if ('toJSON' in value && typeof value.toJSON === 'function') return mapTexts(value.toJSON(), map, field, inside);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, map, field, inside));
  const entries = Object.entries(value).map(([name, each]) => [storableText(name), mapTexts(each, map, name, inside)]);
  return Object.fromEntries(entries) as unknown;
}
