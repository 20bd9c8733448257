import { CallError, printable, status, type StatusCode } from '../grpc/status.js';
import { revisionText, TOMBSTONE_REVISION } from '../log/numbers.js';

/** How a call ends that is refused: status, text, and the trailers by which clients tell errors apart; those are ASCII. */
export class Refusal extends CallError {
  constructor(code: StatusCode, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(code, details, Object.fromEntries(Object.entries(trailers).map(([name, value]) => [name, printable(value)])));
  }
}

export const MAX_APPEND_BYTES = 1_048_576;

export const streamDeleted = (stream: string): Refusal =>
  new Refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const wrongRevisionOfRemoval = (stream: string, expected: number, current: number): Refusal => {
  const actual = current === TOMBSTONE_REVISION ? revisionText(current) : String(current);
  const text = `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`;
  return new Refusal(status.FAILED_PRECONDITION, text, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(expected),
    'actual-version': actual,
  });
};

export const appendTooLarge = (): Refusal =>
  new Refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${MAX_APPEND_BYTES} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(MAX_APPEND_BYTES),
  });

export const missingEventMetadata = (property: string): Refusal =>
  new Refusal(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

/** EventStoreDB answers what it does not check for itself with status 2, as an exception that nothing caught. */
export const unknownFault = (details: string): Refusal => new Refusal(status.UNKNOWN, details);

export const invalidArgument = (details: string): Refusal => new Refusal(status.INVALID_ARGUMENT, details);
