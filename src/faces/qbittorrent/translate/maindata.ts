/** What `sync/maindata` tells of: each by its name or hash. */
export type MainData = {
  torrents: Readonly<Record<string, Fields>>;
  categories: Readonly<Record<string, Fields>>;
  tags: readonly string[];
  server_state: Fields;
};
type Fields = Readonly<Record<string, unknown>>;

export const fullUpdate = (rid: number, data: MainData) => ({ rid, full_update: true, ...data });

/** Only what is otherwise than before, and what is gone; nothing of what is the same. */
export function partialUpdate(rid: number, before: MainData, now: MainData): Record<string, unknown> {
  const torrents = changedRows(before.torrents, now.torrents);
  const categories = changedRows(before.categories, now.categories);
  const parts = {
    torrents,
    torrents_removed: gone(before.torrents, now.torrents),
    categories,
    categories_removed: gone(before.categories, now.categories),
    tags: now.tags.filter((tag) => !before.tags.includes(tag)),
    tags_removed: before.tags.filter((tag) => !now.tags.includes(tag)),
    server_state: changedFields(before.server_state, now.server_state),
  };
  const told = Object.entries(parts).filter(([, part]) => (Array.isArray(part) ? part : Object.keys(part)).length > 0);
  return { rid, ...Object.fromEntries(told) };
}

type Rows = MainData['torrents'];

function changedRows(before: Rows, now: Rows): Record<string, Fields> {
  const changed = Object.entries(now).map(([id, row]) => [id, changedFields(before[id] ?? {}, row)] as const);
  return Object.fromEntries(changed.filter(([, row]) => Object.keys(row).length > 0));
}

const gone = (before: Rows, now: Rows): string[] => Object.keys(before).filter((id) => !Object.hasOwn(now, id));

const changedFields = (before: Fields, now: Fields): Fields =>
  Object.fromEntries(Object.entries(now).filter(([name, value]) => before[name] !== value));
