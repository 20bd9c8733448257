import { createHash } from 'node:crypto';
import { percentDecoded } from '../encoded-text.js';

/**
 * The item key of a direct link: a hash (40 hex digits of SHA-256) over the link as a URL parser writes it, so that host in
 * capitals, default port, dot segments and fragment make no difference. The query does: it often names the file.
 */
export function directLinkKey(link: string): string {
  return createHash('sha256').update(normalisedLink(link)).digest('hex').slice(0, 40);
}

/** A link as a URL parser writes it: another parser could find another host in what stood there. */
export function normalisedLink(link: string): string {
  const url = new URL(link);
  url.hash = '';
  return url.href;
}

/**
 * A link as a URL parser writes it, which is all that is fetched, kept and handed on: of the raw text each program makes what
 * it likes (`http://one:80\@other/`). An & that was escaped for HTML is one again. What is no link comes back as it is.
 */
export function normalLink(text: string): string {
  const link = text.trim().replace(/&(?:(?:amp|#0*38|#x0*26);)+/gi, '&');
  return URL.canParse(link) ? new URL(link).href : link;
}

/** A link as it may be shown and logged: without user, password and query, which often carry keys. */
export function shownLink(link: string | URL): string {
  if (typeof link === 'string' && !URL.canParse(link)) return 'the link';
  const url = new URL(link);
  return url.origin === 'null' ? `${url.protocol}…` : `${url.origin}${url.pathname}`;
}

/** The last part of a link's path, as a title; null when it has none. */
export function fileNameOf(link: string | URL): string | null {
  const last = new URL(link).pathname.split('/').at(-1);
  return last ? percentDecoded(last) : null;
}
