import { plainText as plain } from '../../text/plain-text.js';
import { withoutLinks, withoutSecrets } from '../../text/without-secrets.js';

/** What another program's columns mean, read with patience: its versions wrote otherwise, and some of it is broken. */

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** ISO 8601 in UTC. A time without a zone is in UTC; null for what is no time, or of a year that no database knows. */
export function instant(text: string | null): string | null {
  const parts = TIME.exec(text?.trim() ?? '');
  if (!parts) return null;
  const [, day, time, fraction = '', zone = 'Z'] = parts;
  const offset = /^z$/i.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const date = new Date(`${day}T${time}${fraction.slice(0, 4)}${offset}`);
  const known = !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9_999;
  return known ? date.toISOString() : null;
}

/** The object that a column of JSON holds; empty when it is broken or none. */
export function jsonObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // broken metadata are worth less than the download that they belong to
  }
}

/** A whole number that is not negative, written as a number or as text. */
export function wholeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : null;
}

/** The number of a season or an episode, as large as a request may name it. */
export const ordinal = (value: unknown): number | null => {
  const number = wholeNumber(value);
  return number !== null && number <= 100_000 ? number : null;
};

/** SQLite's 1, PostgreSQL's `true` and JSON's `"true"`. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1' || value === 1;

/** What a column or a key of JSON holds, where that is text. */
export const plainText = (value: unknown): string | null => (typeof value === 'string' ? plain(value) : null);

/** As `plainText`, of a message that is safe for the log. */
export const loggedText = (value: unknown): string | null => logged(value, withoutSecrets);

/** As `plainText`, of a name that is safe for the log: what an ordinary one may be made of is left in it. */
export const loggedName = (value: unknown): string | null => logged(value, withoutLinks);

function logged(value: unknown, safe: (text: string) => string): string | null {
  const text = plainText(value);
  return text === null ? null : safe(text);
}
