export const EVENT_TYPES = ['download.initiated', 'download.accepted', 'download.paused', 'download.resumed', 'download.completed', 'download.failed', 'download.cancellation-requested', 'download.cancelled', 'download.removal-requested', 'download.removed', 'download.joined', 'download.left', 'download.initiation-fenced'] as const; // prettier-ignore
export const REFUSAL_CODES = ['duplicate-download', 'already-in-library', 'no-client-available', 'invalid-release', 'release-unreachable', 'not-found', 'not-active', 'not-ended', 'not-supported', 'client-unavailable', 'still-active'] as const; // prettier-ignore
export const OUTCOMES = ['completed', 'failed', 'cancelled'] as const;

/** One question to a list: a control, and a parameter of the address and of the API. */
export type FilterField = {
  name: string;
  label: string;
  kind: 'text' | 'instant' | 'choice';
  /** Of a choice: the values with their words. */
  choices?: readonly (readonly [value: string, word: string])[];
};

/** What the address says of these fields, and no more. */
export function filterOf(query: URLSearchParams, fields: readonly FilterField[]): Record<string, string> {
  const said = fields.map(({ name }) => [name, query.get(name) ?? ''] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== ''));
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-24T21:14` in the zone of this machine, as a control of the browser wants it; empty for no instant. */
export function localOf(iso: string | undefined): string {
  const at = new Date(iso ?? '');
  if (Number.isNaN(at.getTime())) return '';
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The other way round; empty for what is no instant. */
export function isoOf(local: string): string {
  const at = new Date(local);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
