import { type onRequestHookHandler } from 'fastify';

/** What a page of ours may load and do; tried with all that the page is built of. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types svelte-trusted-html',
].join('; ');

/** The documentation's page has scripts and styles within it, and images as data. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const COMMON = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
} as const;

/** Of every answer, also where there is no request that could be answered. */
export const SECURITY_HEADERS = { ...COMMON, 'Content-Security-Policy': POLICY } as const;
const DOCS_HEADERS = { ...COMMON, 'Content-Security-Policy': DOCS_POLICY } as const;

export const securityHeaders: onRequestHookHandler = ({ url }, reply, done) => {
  void reply.headers(/^\/api\/docs(?:[/?]|$)/.test(url) ? DOCS_HEADERS : SECURITY_HEADERS);
  done();
};
