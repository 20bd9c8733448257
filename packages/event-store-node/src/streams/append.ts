import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from '../log/event-log.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from '../log/numbers.js';
import type { ProposedEvent, WriteOutcome } from '../log/write-request.js';
import type { Collection } from '../rpc.js';
import { expectedRevisionOf } from '../protocol/expected-revision.js';
import { streamNameOf } from '../protocol/identifiers.js';
import { proposedEventOf } from '../protocol/proposed-event.js';
import { appendTooLarge, MAX_APPEND_BYTES, streamDeleted, unknownFault } from '../protocol/refusal.js';

const { AppendResp } = streams;

/** Append: the options first, then the events, one message each; answered when all are durable. */
export class Append implements Collection<streams.AppendReq, streams.AppendResp> {
  private target: { stream: string; expected: number } | undefined;
  private readonly events: ProposedEvent[] = [];
  private bytes = 0;

  constructor(private readonly log: EventLog) {}

  take(request: streams.AppendReq): void {
    const options = request.getOptions();
    const message = request.getProposedMessage();
    if (options && !this.target)
      this.target = { stream: streamNameOf(options.getStreamIdentifier()), expected: expectedRevisionOf(options) };
    else if (message && this.target) this.add(proposedEventOf(message));
    else throw unknownFault('An append begins with its options, and events follow.');
  }

  async answer(): Promise<streams.AppendResp> {
    if (!this.target) throw unknownFault('An append needs its options.');
    const outcome = await this.log.write({ kind: 'append', ...this.target, events: this.events });
    return answer(outcome, this.target.stream, this.target.expected);
  }

  private add(event: ProposedEvent): void {
    this.bytes += event.data.length;
    if (this.bytes > MAX_APPEND_BYTES) throw appendTooLarge();
    this.events.push(event);
  }
}

const answer = (outcome: WriteOutcome, stream: string, expected: number): streams.AppendResp => {
  switch (outcome.outcome) {
    case 'written':
      return new AppendResp().setSuccess(success(outcome.revision, outcome.position));
    case 'wrong-revision':
      return new AppendResp().setWrongExpectedVersion(wrongRevision(outcome.current, expected));
    case 'deleted':
      throw streamDeleted(stream);
  }
};

const success = (revision: number, position: number | undefined) => {
  const message = new AppendResp.Success();
  if (revision === NO_STREAM) message.setNoStream(new shared.Empty());
  else message.setCurrentRevision(String(revision));
  if (position === undefined) return message.setNoPosition(new shared.Empty());
  const at = new AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position));
  return message.setPosition(at);
};

const wrongRevision = (current: number, expected: number) => {
  const message = new AppendResp.WrongExpectedVersion();
  if (current === NO_STREAM) message.setCurrentNoStream(new shared.Empty());
  else message.setCurrentRevision(String(current));
  if (expected === ANY) return message.setExpectedAny(new shared.Empty());
  if (expected === NO_STREAM) return message.setExpectedNoStream(new shared.Empty());
  if (expected === STREAM_EXISTS) return message.setExpectedStreamExists(new shared.Empty());
  return message.setExpectedRevision(String(expected));
};
