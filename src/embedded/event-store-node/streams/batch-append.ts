import code from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import rpcStatus from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { EventLog } from '../log/event-log.js';
import { LogUnavailable } from '../log/log-writer.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from '../log/numbers.js';
import type { ProposedEvent, WriteOutcome } from '../log/write-request.js';
import { expectedRevisionOf } from '../protocol/expected-revision.js';
import { identifierOf, streamNameOf } from '../protocol/identifiers.js';
import type { Outlet } from '../protocol/outlet.js';
import { proposedEventOf } from '../protocol/proposed-event.js';
import { appendTooLarge, MAX_APPEND_BYTES, Refusal, unknownFault } from '../protocol/refusal.js';

const { BatchAppendResp } = streams;

type Failure = { code: number; message: string; type: string; detail: { serializeBinary(): Uint8Array } };

/** An append that arrives in parts, told apart from others on the same call by its correlation id. */
type Growing = {
  readonly correlation: shared.UUID | undefined;
  readonly identifier: shared.StreamIdentifier | undefined;
  readonly options: streams.BatchAppendReq.Options | undefined;
  readonly messages: streams.BatchAppendReq.ProposedMessage[];
  bytes: number;
};

/** BatchAppend: many appends on one call, in the order of their last parts, each answered with its correlation id. */
export const batchAppend = async (
  log: EventLog,
  requests: AsyncIterable<streams.BatchAppendReq>,
  outlet: Outlet,
): Promise<void> => {
  const growing = new Map<string, Growing>();
  const writing = new Set<Promise<void>>();
  for await (const request of requests) {
    const key = keyOf(request.getCorrelationId());
    const append = growing.get(key) ?? begin(request);
    growing.set(key, append);
    add(append, request.getProposedMessagesList());
    if (!request.getIsFinal()) continue;
    growing.delete(key);
    const written = answer(log, append)
      .then((response) => outlet.send(Buffer.from(response.serializeBinary())))
      .finally(() => writing.delete(written));
    writing.add(written);
  }
  await Promise.all(writing);
};

const keyOf = (id: shared.UUID | undefined): string => (id ? Buffer.from(id.serializeBinary()).toString('hex') : '');

const begin = (request: streams.BatchAppendReq): Growing => ({
  correlation: request.getCorrelationId(),
  identifier: request.getOptions()?.getStreamIdentifier(),
  options: request.getOptions(),
  messages: [],
  bytes: 0,
});

/** What is too large is counted on and kept no longer. */
const add = (append: Growing, messages: streams.BatchAppendReq.ProposedMessage[]): void => {
  for (const message of messages) {
    append.bytes += message.getData_asU8().length;
    if (append.bytes <= MAX_APPEND_BYTES) append.messages.push(message);
    else append.messages.length = 0;
  }
};

const answer = async (log: EventLog, append: Growing): Promise<streams.BatchAppendResp> => {
  const response = new BatchAppendResp().setCorrelationId(append.correlation).setStreamIdentifier(append.identifier);
  try {
    const { stream, expected, events } = requestOf(append);
    const outcome = await log.write({ kind: 'append', stream, expected, events });
    if (outcome.outcome === 'written') return response.setSuccess(success(outcome.revision, outcome.position));
    return response.setError(statusOf(failureOf(outcome, stream, expected)));
  } catch (error) {
    if (error instanceof Refusal) return response.setError(statusOf(refused(append, error)));
    if (error instanceof LogUnavailable) {
      return response.setError(
        statusOf({
          code: code.Code.UNAVAILABLE,
          message: error.message,
          type: 'Unknown',
          detail: new shared.Unknown(),
        }),
      );
    }
    throw error;
  }
};

const requestOf = ({ identifier, options, messages, bytes }: Growing) => {
  if (!options) throw unknownFault('An append needs its options.');
  if (bytes > MAX_APPEND_BYTES) throw appendTooLarge();
  const stream = streamNameOf(identifier);
  const revision = { hasRevision: () => options.hasStreamPosition(), getRevision: () => options.getStreamPosition() };
  const expected = expectedRevisionOf({
    ...revision,
    hasAny: () => options.hasAny(),
    hasNoStream: () => options.hasNoStream(),
    hasStreamExists: () => options.hasStreamExists(),
  });
  const events: ProposedEvent[] = messages.map(proposedEventOf);
  return { stream, expected, events };
};

const success = (revision: number, position: number | undefined) => {
  const message = new BatchAppendResp.Success();
  if (revision === NO_STREAM) message.setNoStream(new empty.Empty());
  else message.setCurrentRevision(String(revision));
  if (position === undefined) return message.setNoPosition(new empty.Empty());
  return message.setPosition(
    new shared.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
};

const failureOf = (
  outcome: Exclude<WriteOutcome, { outcome: 'written' }>,
  stream: string,
  expected: number,
): Failure => {
  if (outcome.outcome === 'deleted') {
    const detail = new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream));
    return { code: code.Code.NOT_FOUND, message: 'StreamDeleted', type: 'StreamDeleted', detail };
  }
  const detail = wrongRevision(outcome.current, expected);
  return { code: code.Code.ALREADY_EXISTS, message: 'WrongExpectedVersion', type: 'WrongExpectedVersion', detail };
};

const wrongRevision = (current: number, expected: number): shared.WrongExpectedVersion => {
  const message = new shared.WrongExpectedVersion();
  if (current === NO_STREAM) message.setCurrentNoStream(new empty.Empty());
  else message.setCurrentStreamRevision(String(current));
  if (expected === ANY) return message.setExpectedAny(new empty.Empty());
  if (expected === NO_STREAM) return message.setExpectedNoStream(new empty.Empty());
  if (expected === STREAM_EXISTS) return message.setExpectedStreamExists(new empty.Empty());
  return message.setExpectedStreamPosition(String(expected));
};

const refused = ({ bytes }: Growing, refusal: Refusal): Failure => {
  if (bytes > MAX_APPEND_BYTES) {
    const detail = new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES);
    return {
      code: code.Code.INVALID_ARGUMENT,
      message: 'MaximumAppendSizeExceeded',
      type: 'MaximumAppendSizeExceeded',
      detail,
    };
  }
  const detail = new shared.BadRequest().setMessage(refusal.details);
  return { code: code.Code.INVALID_ARGUMENT, message: 'BadRequest', type: 'BadRequest', detail };
};

const statusOf = ({ code: number, message, type, detail }: Failure): rpcStatus.Status => {
  const packed = new any.Any();
  packed.pack(detail.serializeBinary(), `event_store.client.${type}`);
  return new rpcStatus.Status().setCode(number).setMessage(message).setDetails(packed);
};
