/**
 * A name as people read it, in one line: what no database, terminal or client wants (control characters, half a
 * surrogate pair) is taken out of it.
 * @returns null when nothing is left
 */
export const plainText = (text: string): string | null => text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() || null;
