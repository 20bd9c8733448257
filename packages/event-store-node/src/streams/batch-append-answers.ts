import code from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import rpcStatus from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import { ANY, NO_STREAM, STREAM_EXISTS } from '../log/numbers.js';
import type { WriteOutcome } from '../log/write-request.js';
import { identifierOf } from '../protocol/identifiers.js';
import { MAX_APPEND_BYTES, type Refusal } from '../protocol/refusal.js';

const { BatchAppendResp } = streams;
const { Code } = code;

/** What came of one append of a BatchAppend, as the fields of its answer. */
export type AppendResult = { success: streams.BatchAppendResp.Success } | { error: rpcStatus.Status };

export const resultOf = (outcome: WriteOutcome, stream: string, expected: number): AppendResult => {
  switch (outcome.outcome) {
    case 'written':
      return { success: success(outcome.revision, outcome.position) };
    case 'deleted':
      return failure(
        Code.NOT_FOUND,
        'StreamDeleted',
        new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream)),
      );
    case 'wrong-revision':
      return failure(Code.ALREADY_EXISTS, 'WrongExpectedVersion', wrongRevision(outcome.current, expected));
  }
};

export const refused = (refusal: Refusal): AppendResult =>
  failure(Code.INVALID_ARGUMENT, 'BadRequest', new shared.BadRequest().setMessage(refusal.details));

export const TOO_LARGE = (): AppendResult =>
  failure(
    Code.INVALID_ARGUMENT,
    'MaximumAppendSizeExceeded',
    new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAX_APPEND_BYTES),
  );

export const TIMED_OUT = (): AppendResult => failure(Code.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout());

export const encodedAnswer = (
  correlation: shared.UUID | undefined,
  stream: shared.StreamIdentifier | undefined,
  result: AppendResult,
): Buffer => {
  const response = new BatchAppendResp().setCorrelationId(correlation).setStreamIdentifier(stream);
  if ('success' in result) response.setSuccess(result.success);
  else response.setError(result.error);
  return Buffer.from(response.serializeBinary());
};

const success = (revision: number, position: number | undefined): streams.BatchAppendResp.Success => {
  const message = new BatchAppendResp.Success();
  if (revision === NO_STREAM) message.setNoStream(new empty.Empty());
  else message.setCurrentRevision(String(revision));
  if (position === undefined) return message.setNoPosition(new empty.Empty());
  return message.setPosition(
    new shared.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
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

/** @param type the name of the message with the details, and the text of the error */
const failure = (number: number, type: string, detail: { serializeBinary(): Uint8Array }): AppendResult => {
  const packed = new any.Any();
  packed.pack(detail.serializeBinary(), `event_store.client.${type}`);
  return { error: new rpcStatus.Status().setCode(number).setMessage(type).setDetails(packed) };
};
