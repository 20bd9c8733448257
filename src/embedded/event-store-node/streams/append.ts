import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from '../log/event-log.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from '../log/numbers.js';
import type { ProposedEvent, WriteOutcome } from '../log/write-request.js';
import { expectedRevisionOf } from '../protocol/expected-revision.js';
import { streamNameOf } from '../protocol/identifiers.js';
import { proposedEventOf } from '../protocol/proposed-event.js';
import { appendTooLarge, MAX_APPEND_BYTES, streamDeleted, unknownFault } from '../protocol/refusal.js';

const { AppendResp } = streams;

/** Append: the options first, then the events, one message each; answered when all are durable. */
export const append = async (
  log: EventLog,
  requests: AsyncIterable<streams.AppendReq>,
): Promise<streams.AppendResp> => {
  let target: { stream: string; expected: number } | undefined;
  const events: ProposedEvent[] = [];
  let bytes = 0;
  for await (const request of requests) {
    const options = request.getOptions();
    const message = request.getProposedMessage();
    if (options && !target)
      target = { stream: streamNameOf(options.getStreamIdentifier()), expected: expectedRevisionOf(options) };
    else if (message && target) {
      const event = proposedEventOf(message);
      bytes += event.data.length;
      if (bytes > MAX_APPEND_BYTES) throw appendTooLarge();
      events.push(event);
    } else throw unknownFault('An append begins with its options, and events follow.');
  }
  if (!target) throw unknownFault('An append needs its options.');
  const outcome = await log.write({ kind: 'append', ...target, events });
  return answer(outcome, target.stream, target.expected);
};

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
