import { RouteConfig } from '@nestjs/platform-fastify';
import { type FastifyInstance, type FastifyRequest, type RouteOptions } from 'fastify';

/** Bytes. */
const LARGEST_BODY = 256 * 1024;
/** An NZB of 90 MB as base64, and room around it. */
const LARGEST_UPLOAD = 144_000_000;

/** Finds out who asks, before the body is read. @throws ProblemError where nobody may */
export type Authentication = (request: FastifyRequest) => void | Promise<void>;

export type RouteRules = {
  /** The name of an authentication; `key` without. */
  access?: string;
  /** Bytes that a body may have. */
  largestBody?: number;
};

/** For the calls that need no key. */
export const Open = () => RouteConfig({ access: 'open' } satisfies RouteRules);

/** For the calls that a release's file is sent with. */
export const TakesFile = () => RouteConfig({ largestBody: LARGEST_UPLOAD } satisfies RouteRules);

export type Authentications = { key: Authentication } & Record<string, Authentication>;

/**
 * Gives each route that is registered from now on its authentication and the size of its bodies: both count before a body is read.
 * @param prefixes the access of routes that cannot say it themselves, as those of a plugin
 */
export function applyRouteRules(
  server: FastifyInstance,
  authentications: Authentications,
  prefixes: Record<string, string> = {},
): void {
  const known: Record<string, Authentication> = { ...authentications, open: () => undefined };
  server.addHook('onRoute', (route) => {
    const { access = accessOfPrefix(route, prefixes) ?? 'key', largestBody = LARGEST_BODY }: RouteRules =
      route.config ?? {};
    const authentication = known[access];
    if (!authentication) throw new Error(`${route.url}: there is no authentication called ${access}`);
    route.bodyLimit = largestBody;
    route.onRequest = [async (request) => authentication(request), ...[route.onRequest ?? []].flat()];
  });
}

const accessOfPrefix = ({ url }: RouteOptions, prefixes: Record<string, string>): string | undefined =>
  Object.entries(prefixes).find(([prefix]) => url === prefix || url.startsWith(`${prefix}/`))?.[1];
