import { Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { hasScope, type Principal } from '../../http/auth/principal.js';
import { forbidden } from '../../http/server/route-rules.js';
import { GetInitiator } from '../queries/get-initiator.js';

/** Keys that may only request end what they have asked for themselves. */
@Injectable()
export class Ownership {
  constructor(private readonly queries: QueryBus) {}

  /** @throws ProblemError forbidden, 403; Refused not-found */
  async require(downloadId: string, caller: Principal): Promise<void> {
    if (hasScope(caller, 'admin')) return;
    const initiator = await this.queries.execute(new GetInitiator(downloadId));
    if (initiator !== caller.name) throw forbidden(`The key ${caller.name} has not asked for this download.`);
  }
}
