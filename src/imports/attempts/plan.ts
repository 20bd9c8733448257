import { contentStream, overlaps, type Target, targetsOf } from '../../downloads/domain/content.js';
import { itemStream } from '../../downloads/initiation/initiation.js';
import { type AttemptHistory, later, supersededAt } from './attempt-history.js';
import { compare } from './by-code-units.js';

/** The attempts at one item, in the order in which they are written. Only the last of them may be active. */
export type ItemPlan = { stream: string; attempts: AttemptHistory[] };

/**
 * Makes of what another program had what Ledgarr allows: at most one active download per item and per piece of content, and one
 * attempt at a time in each stream. The newest stays; the others end as superseded when the one that stays begins.
 */
export function planImport(attempts: readonly AttemptHistory[]): ItemPlan[] {
  const streams = new Map<string, AttemptHistory[]>();
  for (const attempt of withoutDuplicates(attempts)) listIn(streams, streamOf(attempt)).push(attempt);
  return [...streams]
    .map(([stream, inStream]) => ({ stream, attempts: oneByOne(inStream) }))
    .sort((a, b) => byAge(a.attempts[0]!, b.attempts[0]!));
}

export const streamOf = ({ client, itemKey }: AttemptHistory): string => itemStream(client, itemKey);

const byAge = (a: AttemptHistory, b: AttemptHistory): number =>
  compare(a.begunAt, b.begunAt) || compare(a.downloadId, b.downloadId);

function withoutDuplicates(attempts: readonly AttemptHistory[]): AttemptHistory[] {
  const items = new Map<string, AttemptHistory>();
  const contents = new Map<string, { targets: Target[]; holder: AttemptHistory }[]>();
  const settle = (attempt: AttemptHistory): AttemptHistory => {
    if (attempt.ending) return attempt;
    const C = attempt.content && contentStream(attempt.content);
    const targets = attempt.content ? targetsOf(attempt.content) : [];
    const holders = C ? listIn(contents, C) : [];
    const holder = items.get(streamOf(attempt)) ?? holders.find((other) => overlaps(other.targets, targets))?.holder;
    if (holder) return supersededAt(attempt, later(holder.begunAt, attempt.pauses.at(-1)?.at ?? ''));
    items.set(streamOf(attempt), attempt);
    holders.push({ targets, holder: attempt });
    return attempt;
  };
  return [...attempts].sort((a, b) => byAge(b, a)).map(settle);
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/**
 * By age, each ended before the next begins. The active one is the last in any case: an attempt that began after it and
 * has ended does not end it.
 */
function oneByOne(attempts: readonly AttemptHistory[]): AttemptHistory[] {
  const ended = attempts.filter(({ ending }) => ending !== null).sort(byAge);
  const ordered = [...ended, ...attempts.filter(({ ending }) => ending === null)];
  return ordered.map((attempt, i) => {
    const next = ordered[i + 1];
    if (!next || !attempt.ending || attempt.ending.at <= next.begunAt || next.begunAt < attempt.begunAt) return attempt;
    return supersededAt(attempt, next.begunAt);
  });
}
