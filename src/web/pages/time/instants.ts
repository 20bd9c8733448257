export type TimeView = {
  /** Null: now. */
  at: string | null;
  /** What it is compared with. */
  to: 'none' | 'now' | 'instant';
  toInstant: string | null;
};

const instantOf = (text: string | null): string | null =>
  text === null || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();

/** The address says which instant is looked at, and what it is compared with. */
export function timeViewOf(query: URLSearchParams): TimeView {
  const to = query.get('to');
  const toInstant = instantOf(to);
  return { at: instantOf(query.get('at')), to: toInstant ? 'instant' : to === 'now' ? 'now' : 'none', toInstant };
}

export const queryOfTime = ({ at, to, toInstant }: TimeView): Record<string, string> => ({
  ...(at && { at }),
  ...(to === 'now' && { to: 'now' }),
  ...(to === 'instant' && toInstant && { to: toInstant }),
});

/** The earlier of two instants comes first. */
export const inOrder = (a: string, b: string): { from: string; to: string } =>
  Date.parse(a) <= Date.parse(b) ? { from: a, to: b } : { from: b, to: a };

/** Steps of the slider between two instants, and back. */
export const STEPS = 1_000;
export function stepOf(at: number, first: number, last: number): number {
  return last <= first ? STEPS : Math.min(STEPS, Math.max(0, Math.round(((at - first) / (last - first)) * STEPS)));
}
export const instantAt = (step: number, first: number, last: number): string =>
  new Date(Math.round(first + ((last - first) * step) / STEPS)).toISOString();

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-24T21:14:07` in the zone of this machine, as a control of the browser wants it. */
export function localSeconds(iso: string): string {
  const at = new Date(iso);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
