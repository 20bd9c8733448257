import { type AttemptHistory, later } from '../attempts/attempt-history.js';
import { compare } from '../attempts/by-code-units.js';
import { instant, loggedName, loggedText, plainText } from '../source/plain-values.js';
import { type BlocklistRow } from './arr-tables.js';

/**
 * Fails what the blocklist names and the history does not tell the end of: the newest attempt at it before. What is on the
 * blocklist alone is left out: nobody knows when it was grabbed, nor by which client.
 */
export function withBlocklist(
  attempts: readonly AttemptHistory[],
  blocklist: readonly BlocklistRow[],
): AttemptHistory[] {
  const all = [...attempts];
  const places = placesOf(all);
  for (const row of blocklist) {
    const at = instant(row.Date);
    if (at === null) continue;
    const [hash, title] = [plainText(row.TorrentInfoHash)?.toLowerCase(), loggedName(row.SourceTitle)];
    const meant = places.get(hash ?? title ?? '') ?? [];
    const before = meant.filter((i) => all[i]!.begunAt <= at).sort((a, b) => compare(all[a]!.begunAt, all[b]!.begunAt));
    const newest = before.at(-1);
    const attempt = newest === undefined ? undefined : all[newest];
    if (attempt && isOpen(attempt)) all[newest!] = failed(attempt, at, row);
  }
  return all;
}

/** Where the attempts at a hash, and those of a title, stand. */
function placesOf(attempts: readonly AttemptHistory[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [i, { itemKey, title }] of attempts.entries())
    for (const key of [itemKey, title]) places.set(key, [...(places.get(key) ?? []), i]);
  return places;
}

/** The history tells no end of it. */
const isOpen = ({ ending }: AttemptHistory): boolean =>
  ending === null || (ending.outcome === 'cancelled' && ['forgotten', 'client-gone'].includes(ending.reason));

const failed = (attempt: AttemptHistory, at: string, { Message }: BlocklistRow): AttemptHistory => ({
  ...attempt,
  ending: { outcome: 'failed', at, reason: 'client-error', message: loggedText(Message) ?? 'blocklisted' },
  lastKnownAt: later(at, attempt.lastKnownAt),
});
