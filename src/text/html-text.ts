import { decodeHTMLStrict } from 'entities';

const ENTITY = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i;
/** Feeds escape what was escaped before them. */
const MOST_TIMES = 4;

/**
 * A text that a page or a feed has escaped, with the characters themselves: `Law &amp; Order`, `Grey&#39;s`, `&amp;amp;`.
 * What has no semicolon is left as it is: `AT&T`, `R&D`, `Law &order`.
 */
export function withoutEntities(text: string): string {
  let plain = text;
  for (let times = 0; times < MOST_TIMES && ENTITY.test(plain); times++) plain = decodeHTMLStrict(plain);
  // To people, and in titles that are compared, it is a space.
  return plain === text ? text : plain.replaceAll('\u00a0', ' ');
}
