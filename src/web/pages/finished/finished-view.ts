import { type Schemas } from '../../api/types.ts';
import { duration } from '../../format/duration.ts';

export type FinishedDownload = Schemas['FinishedDownload'];

/** To look ids up in. */
export const idsOf = (downloads: readonly FinishedDownload[]): ReadonlySet<string> =>
  new Set(downloads.map(({ id }) => id));

/** What the address says of the list. */
export type FinishedView = { status: string; text: string; sort: string };

export const DEFAULT_SORT = '-endedAt';

export function finishedViewOf(query: URLSearchParams): FinishedView {
  const of = (name: string, otherwise = '') => query.get(name) ?? otherwise;
  return { status: of('status'), text: of('text'), sort: of('sort', DEFAULT_SORT) };
}

/** @returns the query of the address, and of the API: without what is as it was made */
export function queryOfFinished({ status, text, sort }: FinishedView): Record<string, string> {
  return {
    ...(status && { status }),
    ...(text && { text }),
    ...(sort !== DEFAULT_SORT && { sort }),
  };
}

/** `2.00`, `–` where nobody knows it, as of usenet. */
export const ratioOf = (ratio: number | null): string => (ratio === null ? '–' : ratio.toFixed(2));

/** `ratio 2.00 or 3 d`; null where there is no goal. */
export function goalOf(goal: FinishedDownload['seedGoal']): string | null {
  const parts = [
    goal?.ratio === undefined ? null : ratioOf(goal.ratio),
    goal?.seconds === undefined ? null : duration(goal.seconds),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' / ');
}
