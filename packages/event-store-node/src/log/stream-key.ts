import { createHash } from 'node:crypto';

const MAX_RECENT = 10_000;
/** Longer names are not kept, so that the memory for them all is bounded. */
const MAX_NAME = 200;
/** One append needs the keys of its streams several times. */
const recent = new Map<string, bigint>();

/** What a stream is found by in the table: an index on names would grow with them, and refuse long ones. */
export const streamKey = (stream: string): bigint => {
  const known = recent.get(stream);
  if (known !== undefined) return known;
  const key = createHash('sha1').update(stream).digest().readBigInt64BE(0);
  if (recent.size >= MAX_RECENT) recent.clear();
  if (stream.length <= MAX_NAME) recent.set(stream, key);
  return key;
};

/** PostgreSQL's text has no NUL; the key is made of the real name, so two names never meet by this. */
export const storableText = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text);
