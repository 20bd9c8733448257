import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { v4 as uuid } from 'uuid';
import { type Problem, ProblemError } from '../../http/problem.js';
import { Refused } from '../domain/refused.js';
import { refusalProblem } from './refusal-problem.js';

export type Answer = { status: number; body: unknown };

type KeyRow = { request_hash: string; command_id: string; status: number | null; body: unknown; first: boolean };

/** The command that a request is carried out by: the same one in each repeat of it. */
export type Repeatable = { commandId: string; first: boolean };

/** Answers that are final: a repeat gets them again. Others (no client, unreachable) are worth another try with the same key. */
const FINAL = new Set([201, 409]);

/** Answers a request with an `Idempotency-Key` once: the same key gets the same answer, from any instance, after any crash. */
@Injectable()
export class IdempotentRequests {
  constructor(private readonly pool: pg.Pool) {}

  /**
   * @param work does what is asked; a repeat after a crash is not the first and gets the same command id, so that it finds what was done
   * @throws Refused idempotency-mismatch
   */
  async answer(key: string, request: unknown, work: (command: Repeatable) => Promise<Answer>): Promise<Answer> {
    const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const session = await this.pool.connect();
    try {
      // One at a time for each key, over all instances: the lock goes with the session, should we crash.
      await session.query('SELECT pg_advisory_lock(hashtextextended($1, 1))', [key]);
      const known = await this.remember(session, key, hash);
      if (known.request_hash !== hash) throw mismatch(key);
      if (known.status !== null) return { status: known.status, body: known.body };
      const answer = await settled(() => work({ commandId: known.command_id, first: known.first }));
      if (FINAL.has(answer.status)) await this.keep(session, key, answer);
      return answer;
    } finally {
      await session.query('SELECT pg_advisory_unlock(hashtextextended($1, 1))', [key]).then(
        () => session.release(),
        // The lock may still be held: such a session must not go back to the pool.
        (error: Error) => session.release(error),
      );
    }
  }

  private async remember(session: pg.PoolClient, key: string, hash: string): Promise<KeyRow> {
    const { rows } = await session.query<KeyRow>(
      `INSERT INTO idempotency_keys AS k (key, request_hash, command_id, created_at) VALUES ($1, $2, $3, now())
       ON CONFLICT (key) DO UPDATE SET key = k.key
       RETURNING request_hash, command_id, status, body, xmax = 0 AS first`,
      [key, hash, uuid()],
    );
    return rows[0]!;
  }

  private async keep(session: pg.PoolClient, key: string, { status, body }: Answer): Promise<void> {
    await session.query('UPDATE idempotency_keys SET status = $2, body = $3, answered_at = now() WHERE key = $1', [
      key,
      status,
      JSON.stringify(body),
    ]);
  }
}

const mismatch = (key: string) =>
  new Refused('idempotency-mismatch', { detail: `Idempotency-Key: ${key} was sent before with another body.` });

/** A refusal is an answer too. */
async function settled(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    const problem: Problem | undefined = refusalProblem(error);
    if (!problem || !FINAL.has(problem.status)) throw error;
    return { status: problem.status, body: problem };
  }
}

/** Answers as they were; a problem goes the way of all problems. @throws ProblemError */
export function given({ status, body }: Answer): unknown {
  if (status < 400) return body;
  throw new ProblemError(body as Problem);
}
