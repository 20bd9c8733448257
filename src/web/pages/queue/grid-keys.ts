import { type Selection } from '../../list/selection.ts';

export type Place = { shown: readonly string[]; active: string | null; selection: Selection; page: number };
export type Move = { active?: string; selection?: Selection; open?: string };
type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** What a key does within the grid; null where it is none of its keys. */
export function gridKey(event: Key, place: Place): Move | null {
  const { shown, active, selection } = place;
  if (shown.length === 0) return null;
  const command = event.ctrlKey || event.metaKey;
  if (event.key.toLowerCase() === 'a' && command) return { selection: selection.all(shown) };
  if (event.key === 'Escape') return selection.ids.size > 0 ? { selection: selection.within(new Set()) } : null;
  if (command) return null;
  if (event.key === 'Enter') return active === null ? null : { open: active };
  if (event.key === ' ' || event.key === 'x') return active === null ? null : { selection: selection.toggle(active) };
  const index = moved(event.key, place);
  if (index === null) return null;
  const to = shown[Math.max(0, Math.min(shown.length - 1, index))]!;
  if (!event.shiftKey) return { active: to };
  const from = selection.anchor === null && active !== null ? selection.only(active) : selection;
  return { active: to, selection: from.rangeTo(to, shown) };
}

function moved(key: string, { shown, active, page }: Place): number | null {
  const at = active === null ? -1 : shown.indexOf(active);
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return at + 1;
    case 'ArrowUp':
    case 'k':
      return at - 1;
    case 'Home':
      return 0;
    case 'End':
      return shown.length - 1;
    case 'PageDown':
      return at + page;
    case 'PageUp':
      return at - page;
    default:
      return null;
  }
}
