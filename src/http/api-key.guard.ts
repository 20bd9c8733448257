import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type FastifyRequest } from 'fastify';
import { isSameKey } from './api-key.js';
import { ProblemError } from './problem.js';

const OPEN = 'ledgarr:open';

/** For the calls that need no key. */
export const Open = () => SetMetadata(OPEN, true);

/** `X-Api-Key: …` or `Authorization: Bearer …`. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly apiKey: string,
  ) {}

  /** @throws ProblemError unauthorized, 401 */
  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.get<boolean>(OPEN, context.getHandler())) return true;
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const given = headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer\s+/i, '');
    if (typeof given === 'string' && isSameKey(given, this.apiKey)) return true;
    throw new ProblemError({
      status: 401,
      code: 'unauthorized',
      title: 'The API key is missing or wrong.',
      detail: 'Send it as X-Api-Key, or as Authorization: Bearer. It lies in the file api-key of the data folder.',
    });
  }
}
