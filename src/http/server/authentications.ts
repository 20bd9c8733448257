import { type FastifyReply, type FastifyRequest } from 'fastify';

/** Finds out who asks, before the body is read. @throws ProblemError where nobody may */
export type Authentication = (request: FastifyRequest, reply: FastifyReply) => void | Promise<void>;

/** The ways to find out who asks, by the name that routes call them by. They are added before the routes are. */
export class Authentications {
  readonly #known = new Map<string, Authentication>([['open', () => undefined]]);

  add(name: string, authentication: Authentication): this {
    this.#known.set(name, authentication);
    return this;
  }

  find(name: string): Authentication | undefined {
    return this.#known.get(name);
  }
}
