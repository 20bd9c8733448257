import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type FastifyRequest } from 'fastify';

/** `request`: to add downloads, and to cancel those that the same key has added. `admin` may everything. */
export const SCOPES = ['read', 'request', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks. */
export type Principal = {
  /** Of the key: the actor of the events that follow from its requests. */
  name: string;
  scopes: readonly Scope[];
  /** What was kept with the key for those who speak through a face of the service. */
  settings: Readonly<Record<string, unknown>>;
  /** SHA-256 of the key. */
  hash: Buffer;
  /** The browser's session, where there is one. */
  sessionId: string | null;
};

const principals = new WeakMap<FastifyRequest, Principal>();

export function setPrincipal(request: FastifyRequest, principal: Principal): void {
  principals.set(request, principal);
}

export const principalOf = (request: FastifyRequest): Principal | undefined => principals.get(request);

export const hasScope = ({ scopes }: Pick<Principal, 'scopes'>, scope: Scope): boolean =>
  scopes.includes('admin') || scopes.includes(scope);

/** The principal, as a parameter of a controller's method. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const principal = principalOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!principal) throw new Error('nobody was authenticated: the route is open');
  return principal;
});
