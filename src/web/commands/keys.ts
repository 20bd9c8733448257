type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Milliseconds in which the second key of two has to follow. */
const FOLLOWS_MS = 1_500;

/** `p`, `Shift+R`, `Mod+k` (Ctrl or Cmd), `?`: as commands name their keys. */
export function keyName({ key, shiftKey, ctrlKey, metaKey, altKey }: Key): string | null {
  if (altKey || ['Shift', 'Control', 'Meta', 'Alt'].includes(key)) return null;
  if (ctrlKey || metaKey) return `Mod+${key.toLowerCase()}`;
  const isLetter = /^\p{L}$/u.test(key);
  return shiftKey && (isLetter || key.length > 1) ? `Shift+${isLetter ? key.toUpperCase() : key}` : key;
}

/** Reads single keys, and two after each other that begin with `g`. */
export class KeyReader {
  #prefixAt = -Infinity;

  /** @param now milliseconds of any clock that does not jump @returns `g q` once both are there; null while more is to come */
  read(event: Key, now: number): string | null {
    const name = keyName(event);
    if (name === null) return null;
    const follows = now - this.#prefixAt < FOLLOWS_MS;
    this.#prefixAt = -Infinity;
    if (follows) return `g ${name}`;
    if (name !== 'g') return name;
    this.#prefixAt = now;
    return null;
  }
}

/** Letters belong to a field that has the focus. */
export const isTyping = (target: { tagName?: string; type?: string; isContentEditable?: boolean } | null): boolean =>
  target?.isContentEditable === true ||
  ['TEXTAREA', 'SELECT'].includes(target?.tagName ?? '') ||
  (target?.tagName === 'INPUT' && !['checkbox', 'radio', 'range', 'button', 'submit'].includes(target.type ?? ''));
