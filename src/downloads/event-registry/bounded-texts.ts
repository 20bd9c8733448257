import { type LedgarrEvent } from '../domain/events.js';

/** The most characters of what people or clients have written. An id is never cut: half of one names something else, or nothing. */
const MOST: Readonly<Record<string, number>> = {
  title: 1_000,
  category: 500,
  indexer: 500,
  message: 4_000,
  note: 4_000,
};
/** The longest path of Windows; others allow less. What is longer is none, and half of one would be another one. */
const LONGEST_PATH = 32_767;

/** Event data that fit into an event, whatever a client or an import has brought along. */
export function boundedTexts<Data extends LedgarrEvent['data']>(data: Data): Data {
  return boundedValue(data) as Data;
}

function boundedValue(value: unknown, field = ''): unknown {
  if (typeof value === 'string') return boundedText(value, field);
  if (Array.isArray(value)) return value.map((each) => boundedValue(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, boundedValue(each, name)]));
}

function boundedText(text: string, field: string): string | null {
  if (field === 'outputPath') return text.length > LONGEST_PATH ? null : text;
  const most = MOST[field];
  if (most === undefined || text.length <= most) return text;
  // Half of a character at the cut is none.
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
