import { type Row } from '../projection.js';
import { type Column } from '../table-writer.js';

const NULL = '\\N';
const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Rows in the text format of COPY. A value means what it means to `json_to_recordset`, by which batches are written:
 * a JSON column holds the value as it is; any other reads its text; null and undefined are NULL.
 */
export function copyText(rows: readonly Row[], columns: readonly Column[]): string {
  const encoders = columns.map(({ name, type }) => ({ name, encode: encoderOf(type) }));
  let text = '';
  for (const row of rows) {
    for (let i = 0; i < encoders.length; i++) {
      const { name, encode } = encoders[i]!;
      const value = row[name] ?? null;
      if (i > 0) text += '\t';
      text += value === null ? NULL : encode(value);
    }
    text += '\n';
  }
  return text;
}

type Encode = (value: NonNullable<unknown>) => string;

function encoderOf(type: string): Encode {
  if (/^jsonb?$/.test(type)) return (value) => escaped(JSON.stringify(value));
  return (value) => (typeof value === 'string' ? escaped(value) : textOfValue(value, type));
}

function textOfValue(value: NonNullable<unknown>, type: string): string {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : NULL;
  if (Array.isArray(value) && type.endsWith('[]')) return escaped(arrayLiteral(value));
  if (typeof value !== 'object') return escaped(String(value));
  // What has a text of its own, as a date has.
  const json = JSON.stringify(value);
  return escaped(json.startsWith('"') ? (JSON.parse(json) as string) : json);
}

const arrayLiteral = (values: readonly unknown[]): string =>
  `{${values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : elementOf(value))).join(',')}}`;

function elementOf(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean | bigint);
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character]!) : text;
