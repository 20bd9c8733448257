import { createHash } from 'node:crypto';

/** What a stream is found by in the table: an index on names would grow with them, and refuse long ones. */
export const streamKey = (stream: string): bigint => createHash('sha1').update(stream).digest().readBigInt64BE(0);

/** PostgreSQL's text has no NUL; the key is made of the real name, so two names never meet by this. */
export const storableText = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '\ufffd') : text);
