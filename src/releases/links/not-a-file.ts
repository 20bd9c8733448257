import { isBinaryFile } from 'isbinaryfile';

/**
 * What stands where a file should be, by its first bytes: an error page, an answer in JSON, words. Null when it may be the file:
 * nothing that is downloaded directly is text.
 * @param head as many of its first bytes as there are, a few thousand at most
 */
export async function notAFile(head: Buffer): Promise<string | null> {
  if (head.length === 0) return 'nothing';
  if (await isBinaryFile(head, head.length)) return null;
  const start = head.toString().replace(/^\ufeff/, '').trimStart(); // prettier-ignore
  if (/^<\?xml|^<(rss|error|feed)\b/i.test(start)) return 'XML';
  if (/^</.test(start)) return 'a web page';
  if (/^[{[]/.test(start)) return 'JSON';
  return 'text';
}
