import { type Observation, type Row } from './observe.js';

/** Durations in milliseconds. */
export const ABSENCE = {
  /** One poll may miss an item that the client is just moving about; two in a row do not. */
  polls: 2,
  /** A client that has just come up, or that we have just begun to look at, may still be loading its items. */
  settleMs: 30_000,
  /** One that lists nothing at all may have been started anew between two polls. */
  emptyMs: 40_000,
  /** Many lost at once are a damaged session or another daemon, sooner than somebody's wish. */
  manyMs: 300_000,
  /** Many are more than these, and more than this share of all. */
  manyRows: 5,
  manyShare: 0.2,
} as const;
export type AbsencePolicy = { readonly [Name in keyof typeof ABSENCE]: number };

/** What the polls so far have shown of a client's absences. Times are milliseconds of a monotonic clock. */
export type ClientSight = {
  readonly upSince: number;
  readonly session: string | null;
  readonly missing: ReadonlyMap<string, { readonly since: number; readonly polls: number }>;
};

/** What one good poll has shown. */
export type Look = { observations: readonly Observation<Row>[]; listed: number; session: string | null };

export type Judged = {
  sight: ClientSight;
  /** Ids of the downloads whose items the client has surely no longer. */
  gone: ReadonlySet<string>;
  /** What is odd about the client as a whole, in plain words. */
  warning: string | null;
};

/**
 * Which absences are believed.
 * @param before null where the last poll was not good, or this is the first: the client may have been started in between
 */
export function judgeAbsence(before: ClientSight | null, look: Look, now: number, policy: AbsencePolicy): Judged {
  const known = before?.session === look.session ? before : null;
  const ids = look.observations.filter(({ found }) => !found).map(({ row }) => row.id);
  const missing = new Map(
    ids.map((id) => {
      const { since, polls } = known?.missing.get(id) ?? { since: now, polls: 0 };
      return [id, { since, polls: polls + 1 }] as const;
    }),
  );
  const sight = { upSince: known?.upSince ?? now, session: look.session, missing };
  const many = ids.length > policy.manyRows && ids.length > policy.manyShare * look.observations.length;
  const proofMs = many ? policy.manyMs : look.listed === 0 ? policy.emptyMs : 0;
  const settled = now - sight.upSince >= policy.settleMs;
  const isGone = (id: string) => {
    const { since, polls } = missing.get(id)!;
    return settled && polls >= policy.polls && now - since >= proofMs;
  };
  const warning = many
    ? `It no longer lists ${ids.length} of ${look.observations.length} downloads: taken for lost after ${policy.manyMs / 60_000} minutes.`
    : null;
  return { sight, gone: new Set(ids.filter(isGone)), warning };
}
