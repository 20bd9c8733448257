import { type Content } from '../../../src/downloads/domain/content.js';
import { type Chance } from '../deterministic-scheduler.js';

/** `mediaId` is set anew for each schedule. */
export type Ask = {
  /** Names the item; the same name is the same hash. */
  item: 'x' | 'y' | 'z';
  content: Content | null;
  force?: true;
  /** The same command as that one of `asks`, in another instance, before or after or while the first is at it. */
  repeats?: number;
  /** The same command as that one of `before`, which crashed; its client may be another by now, and its item with it. */
  repeatsBefore?: number;
  /** Retries that one of `before`, instead. */
  retries?: number;
  /** Is imported, instead: it has been active for long in another program, after an attempt that has ended. */
  imports?: true;
  /** Joins what is in the way, instead of being refused. */
  joins?: true;
  /** And leaves again. */
  leaves?: boolean;
  /** Nothing is asked for: the requester of that one of `before` leaves. */
  leavesBefore?: number;
};

export type Scenario = {
  name: string;
  /** What was asked before, one after another, in calm. */
  before?: readonly (Ask & { crashedAfterClaim?: true })[];
  /** What is asked at once. */
  asks: readonly Ask[];
  /** How many active downloads are completed, failed or cancelled meanwhile, if there are any. */
  ends?: number;
};

const mediaId = '';
const episode = (...episodes: number[]): Content => ({ kind: 'episodes', mediaId, season: 1, episodes });
const season = (number: number): Content => ({ kind: 'season', mediaId, season: number });
const series: Content = { kind: 'series', mediaId };
const movie: Content = { kind: 'movie', mediaId };
const e1 = episode(1);
const e2 = episode(2);
const s1 = season(1);

const named: Scenario[] = [
  {
    name: 'two hashes of one episode',
    asks: [
      { item: 'x', content: e1 },
      { item: 'y', content: e1 },
    ],
  },
  {
    name: 'three hashes of one movie, and ends',
    asks: [
      { item: 'x', content: movie },
      { item: 'y', content: movie },
      { item: 'z', content: movie },
    ],
    ends: 1,
  },
  {
    name: 'a pack against two episodes',
    asks: [
      { item: 'x', content: s1 },
      { item: 'y', content: e1 },
      { item: 'z', content: e2 },
    ],
    ends: 1,
  },
  {
    name: 'a series against a season',
    asks: [
      { item: 'x', content: series },
      { item: 'y', content: s1 },
    ],
    ends: 1,
  },
  {
    name: 'the same hash, the same content',
    asks: [
      { item: 'x', content: e1 },
      { item: 'x', content: e1 },
      { item: 'x', content: e1 },
    ],
    ends: 1,
  },
  {
    name: 'the same hash, other content',
    asks: [
      { item: 'x', content: e1 },
      { item: 'x', content: e2 },
      { item: 'y', content: e1 },
    ],
    ends: 1,
  },
  {
    name: 'the same hash, no content',
    asks: [
      { item: 'x', content: null },
      { item: 'x', content: null },
      { item: 'x', content: e1 },
    ],
    ends: 1,
  },
  {
    name: 'crossing keys while the active one ends',
    before: [{ item: 'x', content: e1 }],
    asks: [
      { item: 'x', content: e2 },
      { item: 'y', content: e1 },
      { item: 'x', content: e1 },
    ],
    ends: 2,
  },
  {
    name: 'crossing keys in a ring',
    asks: [
      { item: 'x', content: e1 },
      { item: 'y', content: episode(1, 2) },
      { item: 'x', content: e2 },
    ],
    ends: 2,
  },
  {
    name: 'a retry against another hash',
    before: [{ item: 'x', content: e1 }],
    asks: [
      { item: 'x', content: e1, retries: 0 },
      { item: 'y', content: s1 },
      { item: 'x', content: e1, retries: 0 },
    ],
    ends: 2,
  },
  {
    name: 'a forced one among unforced ones',
    asks: [
      { item: 'x', content: e1 },
      { item: 'y', content: e1, force: true },
      { item: 'z', content: s1 },
    ],
    ends: 1,
  },
  {
    name: 'a forced one beside an active one that ends',
    before: [{ item: 'x', content: s1 }],
    asks: [
      { item: 'y', content: e1, force: true },
      { item: 'z', content: e1 },
      { item: 'x', content: s1 },
    ],
    ends: 2,
  },
  {
    name: 'a claimant crashed between steps 4 and 5, then two more',
    before: [{ item: 'x', content: e1, crashedAfterClaim: true }],
    asks: [
      { item: 'x', content: e1 },
      { item: 'y', content: e1 },
    ],
    ends: 1,
  },
  {
    name: 'two crashed claimants, one of them forced',
    before: [
      { item: 'x', content: e1, crashedAfterClaim: true },
      { item: 'y', content: s1, force: true, crashedAfterClaim: true },
    ],
    asks: [
      { item: 'y', content: e2 },
      { item: 'x', content: s1 },
    ],
    ends: 1,
  },
  {
    name: 'a request and its repeat',
    asks: [
      { item: 'x', content: e1 },
      { item: 'x', content: e1, repeats: 0 },
      { item: 'y', content: e1 },
    ],
    ends: 1,
  },
  {
    name: 'the repeat of a crashed claimant, by way of another client',
    before: [{ item: 'x', content: e1, crashedAfterClaim: true }],
    asks: [
      { item: 'y', content: e1, repeatsBefore: 0 },
      { item: 'z', content: e1 },
    ],
    ends: 1,
  },
  {
    name: 'the repeat of a crashed claimant, others of the series before and beside it',
    before: [
      { item: 'x', content: e1, crashedAfterClaim: true },
      { item: 'y', content: e2 },
    ],
    asks: [
      { item: 'x', content: e1, repeatsBefore: 0 },
      { item: 'z', content: e1 },
      { item: 'x', content: e1, repeatsBefore: 0 },
    ],
    ends: 1,
  },
  {
    name: 'a request and its repeat in a contested item',
    asks: [
      { item: 'x', content: e1 },
      { item: 'x', content: e1, repeats: 0 },
      { item: 'x', content: e2 },
    ],
    ends: 2,
  },
];

/** Those of an import beside what Ledgarr does. */
const withImports: Scenario[] = [
  {
    name: 'an import against another hash',
    asks: [
      { item: 'x', content: e1, imports: true },
      { item: 'y', content: e1 },
      { item: 'z', content: s1 },
    ],
    ends: 1,
  },
  {
    name: 'an import against the same hash, other content',
    asks: [
      { item: 'x', content: e1, imports: true },
      { item: 'x', content: e2 },
      { item: 'y', content: e1 },
    ],
    ends: 1,
  },
  {
    name: 'two items of an import against a pack',
    asks: [
      { item: 'x', content: e1, imports: true },
      { item: 'y', content: e2, imports: true },
      { item: 'z', content: s1 },
    ],
    ends: 1,
  },
  {
    name: 'an import of what is active, which ends',
    before: [{ item: 'x', content: e1 }],
    asks: [
      { item: 'x', content: e1, imports: true },
      { item: 'y', content: e1, imports: true },
      { item: 'z', content: s1 },
    ],
    ends: 2,
  },
  {
    name: 'an import that broke off after its claim, run again',
    before: [{ item: 'x', content: e1, imports: true, crashedAfterClaim: true }],
    asks: [
      { item: 'x', content: e1, imports: true, repeatsBefore: 0 },
      { item: 'y', content: e1 },
      { item: 'x', content: e2 },
    ],
    ends: 1,
  },
  {
    name: 'an import that broke off, run again by way of another client, others of the series before it',
    before: [
      { item: 'x', content: e1, imports: true, crashedAfterClaim: true },
      { item: 'y', content: e2 },
    ],
    asks: [
      { item: 'z', content: e1, imports: true, repeatsBefore: 0 },
      { item: 'y', content: s1 },
    ],
    ends: 1,
  },
  {
    name: 'an import of what a crashed claimant has claimed',
    before: [{ item: 'y', content: s1, crashedAfterClaim: true }],
    asks: [
      { item: 'x', content: e1, imports: true },
      { item: 'y', content: e2 },
    ],
    ends: 1,
  },
  {
    name: 'a retry of what was imported',
    before: [{ item: 'x', content: e1, imports: true }],
    asks: [
      { item: 'x', content: e1, retries: 0 },
      { item: 'y', content: s1 },
      { item: 'x', content: e1, imports: true, repeatsBefore: 0 },
    ],
    ends: 2,
  },
];

const contents = [null, e1, e2, episode(1, 2), s1, season(2), series];

/** Three or four of anything. */
function anything(chance: Chance): Scenario {
  const ask = (): Ask => ({
    item: chance.of(['x', 'y', 'z'] as const),
    content: chance.of(contents),
    ...(chance.once(5) && { force: true }),
  });
  const asks = [ask(), ask(), ask()];
  if (chance.once(3)) asks[0] = { item: asks[0]!.item, content: asks[0]!.content, imports: true };
  if (!asks[0]!.imports && chance.once(3)) asks.push({ ...asks[0]!, repeats: 0 });
  const ends = chance.below(3);
  if (!chance.once(2)) return { name: 'anything', asks, ends };
  const earlier = ask();
  if (!chance.once(2)) return { name: 'anything', before: [earlier], asks, ends };
  if (chance.once(2)) asks.push({ ...earlier, item: ask().item, repeatsBefore: 0 });
  return { name: 'anything', before: [{ ...earlier, crashedAfterClaim: true }], asks, ends };
}

/** Two to four who join and leave, beside each other and beside ends. */
export function scenarioWithJoins(chance: Chance): Scenario {
  const ask = (): Ask => {
    const item = chance.of(['x', 'x', 'y'] as const);
    return { item, content: chance.of([e1, e1, s1]), joins: true, leaves: !chance.once(3) };
  };
  const asks = [ask(), ask()];
  if (chance.once(2)) asks.push(ask());
  const ends = chance.of([0, 0, 1, 2]);
  if (chance.once(3)) return { name: 'joins and leaves', asks, ends };
  const before = [{ item: 'x', content: e1 } as const];
  if (!chance.once(3)) asks.push({ item: 'x', content: e1, leavesBefore: 0 });
  return { name: 'joins and leaves, beside one that is there', before, asks, ends };
}

const all = [...named, ...withImports];

export const scenario = (chance: Chance): Scenario => all[chance.below(all.length + 4)] ?? anything(chance);

export const scenarioWithImport = (chance: Chance): Scenario => chance.of(withImports);
