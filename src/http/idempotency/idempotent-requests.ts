import { storable } from '../../text/storable-text.js';
import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { v4 as uuid } from 'uuid';
import { type Problem, ProblemError } from '../problem.js';
import { KeyLocks } from './key-locks.js';
import { type ProblemOf } from '../problem.filter.js';

export type Answer<T = unknown> = { status: number; body: T };

/** The command that a request is carried out by: the same one in each repeat of it. */
export type Repeatable = { commandId: string; first: boolean };

type Work<T = unknown> = (command: Repeatable) => Promise<Answer<T>>;
type Keyed = { key: string; hash: string };
type KeptRow = { request_hash: string; status: number | null; body: unknown };
type KeyRow = KeptRow & { command_id: string; first: boolean };

/** Answers that are final: a repeat gets them again. Others (no client, unreachable) are worth another try with the same key. */
const FINAL = new Set([201, 409]);

/** How soon a repeat sees the answer that another instance has given, in milliseconds. */
const RETRY_LOCK_MS = 50;

/** Answers a request with an `Idempotency-Key` once: the same key gets the same answer, from any instance, after any crash. */
@Injectable()
export class IdempotentRequests {
  /** What this process works at. It holds no database session meanwhile, and a repeat needs none. */
  private readonly atWork = new Map<string, { hash: string; answer: Promise<Answer> }>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly locks: KeyLocks,
    private readonly problemOf: ProblemOf,
  ) {}

  /**
   * @param work does what is asked; a repeat after a crash is not the first and gets the same command id, so that it finds what was done
   * @throws ProblemError idempotency-mismatch
   */
  async answer<T>(key: string, request: unknown, work: Work<T>): Promise<Answer<T>> {
    const keyed = { key, hash: createHash('sha256').update(JSON.stringify(request)).digest('hex') };
    // Another may have begun while the table was asked.
    const answer =
      this.shared(keyed) ?? (await this.findStored(keyed)) ?? this.shared(keyed) ?? this.begin(keyed, work);
    // What is kept under a key is what the same work has answered.
    return answer as Promise<Answer<T>> | Answer<T>;
  }

  private shared({ key, hash }: Keyed): Promise<Answer> | undefined {
    const same = this.atWork.get(key);
    if (same && same.hash !== hash) throw mismatch(key);
    return same?.answer;
  }

  private begin(keyed: Keyed, work: Work): Promise<Answer> {
    const answer = this.withKeyLock(keyed, work).finally(() => this.atWork.delete(keyed.key));
    this.atWork.set(keyed.key, { hash: keyed.hash, answer });
    return answer;
  }

  /** One instance at a time works at a key, so that there is one answer. Should its lock be lost, two runs of a command do no harm. */
  private async withKeyLock(keyed: Keyed, work: Work): Promise<Answer> {
    for (;;) {
      const unlock = await this.locks.try(keyed.key);
      if (unlock) return await this.carriedOut(keyed, work).finally(unlock);
      await setTimeout(RETRY_LOCK_MS);
      const kept = await this.findStored(keyed);
      if (kept) return kept;
    }
  }

  private async carriedOut(keyed: Keyed, work: Work): Promise<Answer> {
    const known = await this.remember(keyed);
    const kept = answerIn(known, keyed);
    if (kept) return kept;
    const answer = await this.settled(() => work({ commandId: known.command_id, first: known.first }));
    return FINAL.has(answer.status) ? this.keep(keyed.key, answer) : answer;
  }

  /** A refusal is an answer too. */
  private async settled(work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      const problem = this.problemOf(error);
      if (!problem || !FINAL.has(problem.status)) throw error;
      return { status: problem.status, body: problem };
    }
  }

  private async findStored(keyed: Keyed): Promise<Answer | undefined> {
    const { rows } = await this.pool.query<KeptRow>(
      'SELECT request_hash, status, body FROM idempotency_keys WHERE key = $1',
      [keyed.key],
    );
    return rows[0] && answerIn(rows[0], keyed);
  }

  private async remember({ key, hash }: Keyed): Promise<KeyRow> {
    const { rows } = await this.pool.query<KeyRow>(
      `INSERT INTO idempotency_keys AS k (key, request_hash, command_id, created_at) VALUES ($1, $2, $3, now())
       ON CONFLICT (key) DO UPDATE SET key = k.key
       RETURNING request_hash, command_id, status, body, xmax = 0 AS first`,
      [key, hash, uuid()],
    );
    return rows[0]!;
  }

  /** @returns what is kept: where another run has answered before, its answer */
  private async keep(key: string, answer: Answer): Promise<Answer> {
    const { rows } = await this.pool.query<Answer>(
      `UPDATE idempotency_keys
       SET status = coalesce(status, $2), body = coalesce(body, $3), answered_at = coalesce(answered_at, now())
       WHERE key = $1 RETURNING status, body`,
      [key, answer.status, JSON.stringify(storable(answer.body))],
    );
    return rows[0] ?? answer;
  }
}

/** @throws ProblemError idempotency-mismatch */
function answerIn({ request_hash, status, body }: KeptRow, { key, hash }: Keyed): Answer | undefined {
  if (request_hash !== hash) throw mismatch(key);
  return status === null ? undefined : { status, body };
}

const mismatch = (key: string) =>
  new ProblemError({
    status: 422,
    code: 'idempotency-mismatch',
    title: 'This Idempotency-Key was used for another request.',
    detail: `Idempotency-Key: ${key} was sent before with another body.`,
  });

/** Answers as they were; a problem goes the way of all problems. @throws ProblemError */
export function unwrap<T>({ status, body }: Answer<T>): T {
  if (status < 400) return body;
  throw new ProblemError(body as Problem & T);
}
