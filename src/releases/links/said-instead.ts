import { rootOf, saidIn, type Said } from './markup.js';
import { plainText } from '../../text/plain-text.js';
import { withoutSecrets } from '../../text/without-secrets.js';

/** By these names JSON and XML say what is wrong, the clearest first. */
const REASONS = ['description', 'message', 'error_description', 'error', 'detail', 'details', 'reason', 'faultstring', 'msg', 'title', 'errors', 'status'] as const; // prettier-ignore
const LONGEST = 200;

/** In words, what a text is that came instead of a release: `JSON that says "Too many requests"`. @param type of its content */
export function saidInstead(text: string, type: string): string {
  const start = text.replace(/^[\ufeff\s]+/, '');
  if (/^(?:\)\]\}',?\s*)?[{[]/.test(start)) return withWords('JSON', jsonReason(start));
  const root = rootOf(start);
  if (root !== null) return isXml(start, root, type) ? xml(start, root) : page(start);
  return withWords('text', start);
}

/** What an indexer says in XML instead of an NZB, with status 200: `<error code="100" description="Incorrect user credentials"/>`. */
export function indexerError(text: string): string | null {
  if (rootOf(text) !== 'error') return null;
  return words(xmlReason(saidIn(text, true)));
}

const isXml = (text: string, root: string, type: string): boolean =>
  root !== 'html' &&
  !/^\s*<!doctype html/i.test(text) &&
  (/^<\?xml/i.test(text) || /xml$/.test(type) || KNOWN_XML.has(root));

const KNOWN_XML = new Set('error rss feed rdf caps response nzb fault envelope urlset metalink'.split(' '));

function xml(text: string, root: string): string {
  const said = saidIn(text, true);
  if (['rss', 'feed', 'rdf'].includes(root)) return titled('a feed', said.texts.get('title'));
  return withWords(`XML (${root})`, xmlReason(said));
}

function page(text: string): string {
  const { texts } = saidIn(text, false);
  const title = texts.get('title') ?? texts.get('h1') ?? texts.get('h2');
  return titled('a web page', title);
}

const xmlReason = ({ texts, attributes }: Said): string =>
  REASONS.map((name) => attributes[name] ?? texts.get(name)).find((reason) => reason?.trim()) ?? '';

function jsonReason(text: string): string {
  const json = text.replace(/^\)\]\}',?\s*/, '');
  try {
    return reasonIn(JSON.parse(json)) ?? '';
  } catch (error) {
    if ((error as Error).name !== 'SyntaxError') throw error;
    // It was cut off, or is JSON but nearly.
    return /"(?:description|message|error|detail|reason|msg|title)"\s*:\s*"((?:[^"\\]|\\.)*)"/i.exec(json)?.[1] ?? '';
  }
}

/** The first text under a name that tells a reason, at whatever depth. */
function reasonIn(value: unknown, depth = 0): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > 5) return null;
  if (Array.isArray(value)) return reasonIn(value[0], depth + 1);
  const fields = new Map(Object.entries(value).map(([key, field]) => [key.toLowerCase(), field as unknown]));
  for (const name of REASONS) {
    const reason = reasonIn(fields.get(name), depth + 1);
    if (reason?.trim()) return reason;
  }
  return null;
}

const titled = (what: string, title: string | undefined): string =>
  words(title ?? '') === '' ? what : `${what} titled "${words(title!)}"`;

const withWords = (what: string, said: string): string =>
  words(said) === '' ? what : `${what} that says "${words(said)}"`;

/** In one line, cut, and without what may be a key: links and requests are repeated in such answers. */
function words(text: string): string {
  const line = plainText(withoutSecrets(text.slice(0, 5 * LONGEST)).replace(/\s+/g, ' ')) ?? '';
  return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}…` : line;
}
