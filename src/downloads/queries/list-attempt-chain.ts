import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { Refused } from '../domain/refused.js';
import { ATTEMPT_COLUMNS, type AttemptRow, type AttemptView, toAttempt } from './attempt-view.js';

/** A chain of so many attempts is told at most. */
const MOST_ATTEMPTS = 1_000;

/** All attempts at what a download is for: what it retries, and what retries it, the oldest first. */
export class ListAttemptChain extends Query<AttemptView[]> {
  constructor(readonly id: string) {
    super();
  }
}

@QueryHandler(ListAttemptChain)
export class ListAttemptChainHandler implements IQueryHandler<ListAttemptChain> {
  constructor(private readonly database: DataSource) {}

  /** @throws Refused not-found */
  async execute({ id }: ListAttemptChain): Promise<AttemptView[]> {
    // UNION without ALL: also what retries itself in a circle, which nothing lawful does, comes to an end.
    const rows = await this.database.query<AttemptRow[]>(
      `WITH RECURSIVE before AS (
         SELECT id, retry_of FROM download_attempts WHERE id = $1
         UNION SELECT a.id, a.retry_of FROM before JOIN download_attempts a ON a.id = before.retry_of
       ), chain AS (
         SELECT id FROM before
         UNION SELECT a.id FROM chain JOIN download_attempts a ON a.retry_of = chain.id
       ) SELECT ${ATTEMPT_COLUMNS} FROM download_attempts WHERE id IN (SELECT id FROM chain)
         ORDER BY initiated_at, id LIMIT ${MOST_ATTEMPTS}`,
      [id],
    );
    if (rows.length === 0) throw new Refused('not-found', { detail: `There is no download ${id}.` });
    return rows.map(toAttempt);
  }
}
