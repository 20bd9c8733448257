import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from '../log/event-log.js';
import { expectedRevisionOf } from '../protocol/expected-revision.js';
import { streamNameOf } from '../protocol/identifiers.js';
import type { Outlet } from '../protocol/outlet.js';
import { proposedEventOf } from '../protocol/proposed-event.js';
import { MAX_APPEND_BYTES, Refusal, unknownFault } from '../protocol/refusal.js';
import { type AppendResult, encodedAnswer, resultOf, refused, TIMED_OUT, TOO_LARGE } from './batch-append-answers.js';

/** As long as a timer can run. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * BatchAppend: many appends on one call, in the order of their last parts, each answered with its correlation id.
 * The call fails where the outcome of one is unknown, so that its client asks for all of them again.
 */
export const batchAppend = async (
  log: EventLog,
  requests: AsyncIterable<streams.BatchAppendReq>,
  outlet: Outlet,
): Promise<void> => {
  const growing = new Map<string, GrowingAppend>();
  const writing = new Set<Promise<void>>();
  let fail: (error: unknown) => void;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  const take = async () => {
    for await (const request of requests) {
      const key = keyOf(request.getCorrelationId());
      const append = growing.get(key) ?? new GrowingAppend(request, outlet);
      growing.set(key, append);
      append.add(request.getProposedMessagesList());
      if (!request.getIsFinal()) continue;
      growing.delete(key);
      const written = append
        .write(log)
        .catch((error: unknown) => fail(error))
        .finally(() => writing.delete(written));
      writing.add(written);
    }
    await Promise.all(writing);
  };
  try {
    await Promise.race([take(), failed]);
  } finally {
    for (const append of growing.values()) append.giveUp();
  }
};

const keyOf = (id: shared.UUID | undefined): string => (id ? Buffer.from(id.serializeBinary()).toString('hex') : '');

/** An append that arrives in parts, told apart from others on the same call by its correlation id. Answered once. */
class GrowingAppend {
  private readonly correlation: shared.UUID | undefined;
  private readonly options: streams.BatchAppendReq.Options | undefined;
  private readonly messages: streams.BatchAppendReq.ProposedMessage[] = [];
  private readonly timer: NodeJS.Timeout | undefined;
  private bytes = 0;
  private answered = false;

  /** @param first has the options, and in them the deadline: when the last part has to be here */
  constructor(
    first: streams.BatchAppendReq,
    private readonly outlet: Outlet,
  ) {
    this.correlation = first.getCorrelationId();
    this.options = first.getOptions();
    const deadline = this.options?.getDeadline()?.toDate().getTime();
    if (deadline === undefined) return;
    const left = deadline - Date.now();
    const expire = () => void this.answer(TIMED_OUT());
    if (left <= 0) expire();
    else this.timer = setTimeout(expire, Math.min(left, LONGEST_MS));
  }

  /** What is too large, or answered already, is counted on and kept no longer. */
  add(messages: streams.BatchAppendReq.ProposedMessage[]): void {
    for (const message of messages) {
      this.bytes += message.getData_asU8().length;
      if (this.bytes <= MAX_APPEND_BYTES && !this.answered) this.messages.push(message);
      else this.messages.length = 0;
    }
  }

  /** From here on the deadline no longer matters: what is on its way to the disk is not taken back. */
  async write(log: EventLog): Promise<void> {
    this.giveUp();
    if (this.answered) return;
    await this.answer(await this.result(log));
  }

  giveUp(): void {
    clearTimeout(this.timer);
  }

  private async answer(result: AppendResult): Promise<void> {
    this.answered = true;
    await this.outlet.send(encodedAnswer(this.correlation, this.options?.getStreamIdentifier(), result));
  }

  /** @throws what leaves it open whether the append was written */
  private async result(log: EventLog): Promise<AppendResult> {
    try {
      if (!this.options) throw unknownFault('An append needs its options.');
      if (this.bytes > MAX_APPEND_BYTES) return TOO_LARGE();
      const stream = streamNameOf(this.options.getStreamIdentifier());
      const expected = revisionOf(this.options);
      const events = this.messages.map(proposedEventOf);
      return resultOf(await log.write({ kind: 'append', stream, expected, events }), stream, expected);
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
  }
}

const revisionOf = (options: streams.BatchAppendReq.Options): number =>
  expectedRevisionOf({
    hasRevision: () => options.hasStreamPosition(),
    getRevision: () => options.getStreamPosition(),
    hasAny: () => options.hasAny(),
    hasNoStream: () => options.hasNoStream(),
    hasStreamExists: () => options.hasStreamExists(),
  });
