import { type ClientItem } from '../../download-clients/download-client.js';
import { type AbsencePolicy } from './absence.js';

/** What the polls of a client so far have shown of items that no row knows. Times are milliseconds of a monotonic clock. */
export type UntrackedSight = {
  readonly upSince: number;
  readonly session: string | null;
  /** All that the client has, known or not, and in how many polls each was missing since. */
  readonly present: ReadonlyMap<string, number>;
  readonly sightings: ReadonlyMap<string, Sighting>;
};
/** `hasReappeared`: it was surely not there before it was seen. */
type Sighting = { readonly polls: number; readonly hasReappeared: boolean };

/** What one good poll has shown. */
export type UntrackedLook = {
  untracked: readonly ClientItem[];
  items: readonly Pick<ClientItem, 'id'>[];
  session: string | null;
};

/** An item that may be adopted, as far as a client alone can tell. */
export type Candidate = { item: ClientItem; hasReappeared: boolean };

/** One poll may see an item that is just being handed over, whose row was read a moment too early. */
const SIGHTINGS = 2;

/** What is complete is seeding, and what failed is over: both are left alone. */
const isUnderWay = ({ state }: ClientItem): boolean => state !== 'complete' && state !== 'failed';

/**
 * Which items have been there, incomplete and unknown, in two good polls in a row; and which of them the client did not have before.
 * A client that lists nothing, or has lost many at once, proves no absence: it may have been started anew.
 * @param before null where the last poll was not good, or this is the first
 */
export function watchUntracked(
  before: UntrackedSight | null,
  { untracked, items, session }: UntrackedLook,
  now: number,
  policy: AbsencePolicy,
): { sight: UntrackedSight; candidates: readonly Candidate[] } {
  const known = before?.session === session ? before : null;
  const isSettled = known !== null && now - known.upSince >= policy.settleMs;
  const sightings = new Map(
    untracked.filter(isUnderWay).map(({ id }) => {
      const { polls, hasReappeared } = known?.sightings.get(id) ?? {
        polls: 0,
        hasReappeared: isSettled && !known.present.has(id),
      };
      return [id, { polls: polls + 1, hasReappeared }] as const;
    }),
  );
  const present = presentAfter(known?.present ?? new Map(), new Set(items.map(({ id }) => id)), policy);
  const candidates = untracked.flatMap((item) => {
    const seen = sightings.get(item.id);
    return seen !== undefined && seen.polls >= SIGHTINGS ? [{ item, hasReappeared: seen.hasReappeared }] : [];
  });
  return { sight: { upSince: known?.upSince ?? now, session, present, sightings }, candidates };
}

function presentAfter(
  before: ReadonlyMap<string, number>,
  listed: ReadonlySet<string>,
  { polls, manyRows, manyShare }: AbsencePolicy,
): ReadonlyMap<string, number> {
  const missing = [...before].filter(([id]) => !listed.has(id));
  const many = missing.length > manyRows && missing.length > manyShare * before.size;
  const proves = listed.size > 0 && !many ? 1 : 0;
  const stillThere = missing
    .map(([id, missed]) => [id, missed + proves] as const)
    .filter(([, missed]) => missed < polls);
  return new Map([...[...listed].map((id) => [id, 0] as const), ...stillThere]);
}
