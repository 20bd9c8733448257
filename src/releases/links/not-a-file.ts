import { textAtStart } from './body-text.js';
import { unwantedKind } from './file-kind.js';
import { saidInstead } from './said-instead.js';

/**
 * What stands where a file should be, by its first bytes: a page, JSON, words, an image. It is the judgement of the first look at a
 * link, without the type that its server calls it by.
 * @param head as many of its first bytes as there are, a few thousand at most
 * @returns null when it may be the file
 */
export async function notAFile(head: Buffer, fileName: string | null = null): Promise<string | null> {
  if (head.length === 0) return 'nothing';
  const text = textAtStart(head);
  if (text === null) return unwantedKind(head, 'application/octet-stream', fileName);
  return text.trim() === '' ? 'nothing' : saidInstead(text, '');
}
