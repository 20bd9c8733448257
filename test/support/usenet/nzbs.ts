import { randomBytes } from 'node:crypto';
import { readNzb } from '../../../src/releases/nzb/nzb.js';
import { yencPart } from './yenc.js';

export type PostedFile = { name: string; data: Buffer };
/** A posting: its NZB, the key by which Ledgarr knows it, its files, and the body of each article by message id. */
export type Posting = {
  name: string;
  file: Buffer;
  itemKey: string;
  files: readonly PostedFile[];
  articles: ReadonlyMap<string, Buffer>;
};

const PART_BYTES = 100_000;

/** A posting of random bytes, a file for each size. Files are called after it, unless they are given names. */
export function makePosting(name: string, sizes: readonly number[], fileNames: readonly string[] = []): Posting {
  const files = sizes.map((size, i) => ({
    name: fileNames[i] ?? (sizes.length === 1 ? `${name}.mkv` : `part-${i + 1}.bin`),
    data: randomBytes(size),
  }));
  const articles = new Map<string, Buffer>();
  const elements = files.map((file) => fileElement(file, articles));
  const file = Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?>\n` +
      `<!DOCTYPE nzb PUBLIC "-//newzBin//DTD NZB 1.1//EN" "http://www.newzbin.com/DTD/nzb/nzb-1.1.dtd">\n` +
      `<nzb xmlns="http://www.newzbin.com/DTD/2003/nzb">\n${elements.join('\n')}\n</nzb>\n`,
  );
  return { name, file, itemKey: readNzb(file).itemKey, files, articles };
}

function fileElement({ name, data }: PostedFile, articles: Map<string, Buffer>): string {
  const total = Math.max(1, Math.ceil(data.length / PART_BYTES));
  const segments = Array.from({ length: total }, (_, i) => {
    const begin = i * PART_BYTES;
    const part = data.subarray(begin, begin + PART_BYTES);
    const body = yencPart({ name, size: data.length, part: i + 1, total, begin, data: part });
    const id = `${randomBytes(12).toString('hex')}.${i + 1}@news.test`;
    articles.set(id, body);
    return `<segment bytes="${body.length}" number="${i + 1}">${id}</segment>`;
  });
  const subject = escaped(`"${name}" yEnc (1/${total})`);
  const date = Math.floor(Date.now() / 1000) - 86_400;
  return (
    `<file poster="someone@news.test" date="${date}" subject="${subject}"><groups><group>alt.binaries.test</group></groups>` +
    `<segments>${segments.join('')}</segments></file>`
  );
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
