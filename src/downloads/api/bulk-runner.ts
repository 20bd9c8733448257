import { Inject, Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { comparePositions, type Position } from '../../event-store/event-log.js';
import { problemOfError } from '../../http/answer-problem.js';
import { type Principal } from '../../http/auth/principal.js';
import { type Problem } from '../../http/problem.js';
import { RetryDownload } from '../commands/retry-download.js';
import { CancelDownload, PauseDownload, ResumeDownload } from '../domain/commands.js';
import { type DownloadView } from '../queries/download-view.js';
import { GetStatuses } from '../queries/get-statuses.js';
import { type PositionView } from '../queries/past-queue.js';
import { type Decision } from '../streams/decision-runner.js';
import { ReadYourWrites } from '../streams/read-your-writes.js';
import { causeOfRequest } from './cause-of-request.js';
import { explained } from './explained-refusal.js';
import { positionView } from './position-view.js';
import { refusalProblem } from './refusal-problem.js';

export const BULK_ACTIONS = ['pause', 'resume', 'cancel', 'retry'] as const;
export type BulkRequest = {
  action: (typeof BULK_ACTIONS)[number];
  ids: readonly string[];
  /** Of `cancel`. */
  removeData: boolean;
  forget: boolean;
};

/** What an action came to for one download. */
export type BulkResult = {
  id: string;
  ok: boolean;
  /** Of the download after it; null: there is none. */
  status: DownloadView['status'] | null;
  /** The new attempt that a retry has begun. */
  begun: string | null;
  problem: Problem | null;
};
/** `position` of the last event that came of it; null: nothing new happened. */
export type BulkAnswer = { results: BulkResult[]; position: PositionView | null };

type Outcome = { done: Decision } | { problem: Problem };

/** So many at a time: each tells a client, and waits for it. */
const AT_ONCE = 8;

/** Does the same to many downloads. Each is for itself: what one is refused stops no other. */
@Injectable()
export class BulkRunner {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    private readonly readYourWrites: ReadYourWrites,
  ) {}

  async run(request: BulkRequest, caller: Principal): Promise<BulkAnswer> {
    const outcomes = await atMost(AT_ONCE, request.ids, (id) => this.one(request, id, caller));
    const position = latest(outcomes.map((each) => ('done' in each ? each.done.position : null)));
    await this.readYourWrites.waitFor(position);
    const statuses = await this.queries.execute(new GetStatuses(request.ids));
    const results = request.ids.map((id, i) => resultOf(id, statuses.get(id) ?? null, outcomes[i]!));
    return { results, position: positionView(position) };
  }

  private async one(request: BulkRequest, id: string, caller: Principal): Promise<Outcome> {
    try {
      return { done: await this.commands.execute<BulkCommand, Decision>(commandOf(request, id, caller)) };
    } catch (error) {
      const known = await explained(error, this.queries);
      return { problem: refusalProblem(known) ?? problemOfError(known) };
    }
  }
}

type BulkCommand = PauseDownload | ResumeDownload | CancelDownload | RetryDownload;

function commandOf({ action, removeData, forget }: BulkRequest, id: string, caller: Principal): BulkCommand {
  const cause = causeOfRequest(caller);
  switch (action) {
    case 'pause':
      return new PauseDownload(id, cause);
    case 'resume':
      return new ResumeDownload(id, cause);
    case 'cancel':
      return new CancelDownload(id, removeData, forget, cause);
    case 'retry':
      return new RetryDownload(id, cause);
  }
}

function resultOf(id: string, status: BulkResult['status'], outcome: Outcome): BulkResult {
  if ('problem' in outcome) return { id, ok: false, status, begun: null, problem: outcome.problem };
  const { downloadId } = outcome.done;
  return { id, ok: true, status, begun: downloadId === id ? null : downloadId, problem: null };
}

const latest = (positions: readonly (Position | null)[]): Position | null =>
  positions.reduce((last, each) => (each && (!last || comparePositions(each, last) > 0) ? each : last), null);

/** The results in the order of the inputs, so many being worked at at a time. */
async function atMost<T, R>(count: number, inputs: readonly T[], work: (input: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = inputs.entries();
  const worker = async () => {
    for (const [i, input] of waiting) results[i] = await work(input);
  };
  await Promise.all(Array.from({ length: count }, worker));
  return results;
}
