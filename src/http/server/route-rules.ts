import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, type RouteOptions } from 'fastify';
import { hasScope, principalOf, type Scope } from '../auth/principal.js';
import { ProblemError } from '../problem.js';
import { type Authentications } from './authentications.js';

/** Bytes. */
const LARGEST_BODY = 256 * 1024;
/** An NZB of 90 MB as base64, and room around it. */
export const LARGEST_UPLOAD = 144_000_000;

export type RouteRules = {
  /** The name of an authentication; `key` without. */
  access?: string;
  /** What the caller must be allowed; with an authentication of its own, nothing is asked without. */
  scope?: Scope | 'any';
  /** Bytes that a body may have. */
  largestBody?: number;
  /** Whether it takes a form besides JSON: any page in a browser can send one. */
  forms?: boolean;
};

/** For the calls that need no key. */
export const Open = () => RouteConfig({ access: 'open' } satisfies RouteRules);

/** What the caller must be allowed: without it, `read` to read and `admin` for everything else. */
export const Needs = (scope: Scope | 'any') => RouteConfig({ scope } satisfies RouteRules);

/** For the calls that a release's file is sent with. */
export const TakesFile = (scope?: Scope) => RouteConfig({ largestBody: LARGEST_UPLOAD, scope } satisfies RouteRules);

/**
 * Gives each route that is registered from now on its authentication and the size of its bodies: both count before a body is read.
 * @param prefixes the access of routes that cannot say it themselves, as those of a plugin
 */
export function applyRouteRules(
  server: FastifyInstance,
  authentications: Authentications,
  prefixes: Record<string, string> = {},
): void {
  server.addHook('onRoute', (route) => {
    const rules: RouteRules = route.config ?? {};
    const { access = accessOfPrefix(route, prefixes) ?? 'key', largestBody = LARGEST_BODY } = rules;
    const authentication = authentications.find(access);
    if (!authentication) throw new Error(`${route.url}: there is no authentication called ${access}`);
    const scope = rules.scope ?? (access === 'key' ? scopeOfMethod(route) : 'any');
    route.bodyLimit = largestBody;
    const admit = async (request: FastifyRequest, reply: FastifyReply) => {
      await authentication(request, reply);
      if (scope !== 'any') requireScope(request, scope);
    };
    route.onRequest = [admit, ...[route.onRequest ?? []].flat()];
  });
}

const scopeOfMethod = ({ method }: RouteOptions): Scope =>
  [method].flat().every((each) => each === 'GET' || each === 'HEAD') ? 'read' : 'admin';

/** @throws ProblemError forbidden, 403 */
function requireScope(request: FastifyRequest, scope: Scope): void {
  const principal = principalOf(request);
  if (principal && hasScope(principal, scope)) return;
  throw forbidden(`The key ${principal?.name} may ${principal?.scopes.join(', ')}, and this call needs ${scope}.`);
}

export const forbidden = (detail: string): ProblemError =>
  new ProblemError({ status: 403, code: 'forbidden', title: 'The key does not allow this.', detail });

const accessOfPrefix = ({ url }: RouteOptions, prefixes: Record<string, string>): string | undefined =>
  Object.entries(prefixes).find(([prefix]) => url === prefix || url.startsWith(`${prefix}/`))?.[1];
