import ipaddr from 'ipaddr.js';
import { type onRequestHookHandler } from 'fastify';
import { ProblemError } from '../problem.js';

/** Names that no public DNS gives away (RFC 6761, 6762, 8375; ICANN for `internal`). */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|home\.arpa)$|^[^.]+$/;

/**
 * Refuses what was sent to a name that may be anybody's: a page whose name its owner points to this machine (DNS rebinding) would be
 * of the same origin as ours. An address cannot be rebound, and neither can a name that no public DNS has.
 * @param allowed names beside those: `name`, `*.name`, or `*` for any
 */
export const knownHosts =
  (allowed: readonly string[]): onRequestHookHandler =>
  ({ raw: { headers } }, _reply, done) => {
    done(headers.host === undefined || isKnown(headers.host, allowed) ? undefined : new ProblemError(unknownHost));
  };

export function isKnown(host: string, allowed: readonly string[]): boolean {
  const url = `http://${host}`;
  if (!URL.canParse(url)) return false;
  const name = new URL(url).hostname.replace(/\.$/, '');
  if (ipaddr.isValid(name.replace(/^\[|\]$/g, '')) || PRIVATE_NAME.test(name)) return true;
  return allowed.some((each) => matches(name, each.toLowerCase()));
}

const matches = (name: string, pattern: string): boolean =>
  pattern === '*' || pattern === name || (pattern.startsWith('*.') && name.endsWith(pattern.slice(1)));

const unknownHost = {
  status: 421,
  code: 'unknown-host',
  title: 'This service is not known by that name.',
  detail: 'Host: list the name in LEDGARR_ALLOWED_HOSTS, or use the address.',
};
