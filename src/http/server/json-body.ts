import { isUtf8 } from 'node:buffer';
import { parse } from 'secure-json-parse';
import { invalidInput, ProblemError } from '../problem.js';

/** What the API takes is three levels deep. */
const DEEPEST = 32;
/** Bytes outside strings. A release's file is one long string: whatever else is large would be millions of values. */
const LONGEST_STRUCTURE = 256 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]); // [ {
const CLOSING = new Set([0x5d, 0x7d]); // ] }

/**
 * Reads a body as JSON, having looked at its bytes first: the parser builds whatever it is given, megabytes of `[` too.
 * @returns undefined for an empty body
 * @throws ProblemError invalid-input, 400
 */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw refused('is not UTF-8');
  refuseExcessive(bytes);
  try {
    return parse(bytes.toString(), { protoAction: 'error', constructorAction: 'error' }) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw refused(`is not JSON: ${error.message.slice(0, 200)}`);
    throw error;
  }
}

/** @throws ProblemError where it is nested too deeply, or holds too much beside its strings */
function refuseExcessive(bytes: Buffer): void {
  let depth = 0;
  let outside = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    outside += 1;
    if (depth > DEEPEST) throw refused(`is nested more than ${DEEPEST} levels deep`);
    if (outside > LONGEST_STRUCTURE) throw new ProblemError(tooMuch);
  }
}

/** @returns where its closing quote is, or the end of what never closes */
function endOfString(bytes: Buffer, start: number): number {
  const first = bytes.indexOf(QUOTE, start + 1);
  if (first < 0) return bytes.length;
  let backslashes = 0;
  while (bytes[first - 1 - backslashes] === BACKSLASH) backslashes += 1;
  if (backslashes % 2 === 0) return first;
  // By hand from here: millions of escaped quotes would be millions of searches.
  let end = first + 1;
  while (end < bytes.length && bytes[end] !== QUOTE) end += bytes[end] === BACKSLASH ? 2 : 1;
  return end;
}

const refused = (problem: string) => invalidInput([{ field: 'body', problem }]);

const tooMuch = {
  status: 413,
  code: 'too-large',
  title: 'The body is too large.',
  detail: `body: beside its texts it may have ${LONGEST_STRUCTURE / 1024} KB.`,
};
