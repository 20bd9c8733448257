import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ProposedEvent } from '../log/write-request.js';
import { POSITION_STEP } from '../log/numbers.js';
import { BackwardWriter } from './backward-writer.js';

export type FramePlace = { stream: string; revision: number; ordinal: number; created: string };
export type RecordedEvent = streams.ReadResp.ReadEvent.RecordedEvent;

/** Room for tags, lengths, numbers, the id and the keys of the metadata map. */
const OVERHEAD = 256;

/**
 * An event as the `ReadResp` that readers get, encoded once when it is written: field numbers of streams.proto.
 * @param place `created` in ticks of 100 ns since 1970
 */
export const encodeEventFrame = (event: ProposedEvent, { stream, revision, ordinal, created }: FramePlace): Buffer => {
  const position = ordinal * POSITION_STEP;
  const texts = 3 * (stream.length + event.type.length);
  const writer = new BackwardWriter(OVERHEAD + texts + event.data.length + event.metadata.length);
  const response = writer.mark;
  writer.integer(3, position);
  const recorded = writer.mark;
  writer.bytes(8, event.data);
  writer.bytes(7, event.metadata);
  mapEntry(writer, 6, 'content-type', event.isJson ? 'application/json' : 'application/octet-stream');
  mapEntry(writer, 6, 'created', created);
  mapEntry(writer, 6, 'type', event.type);
  writer.integer(5, position);
  writer.integer(4, position);
  writer.integer(3, revision);
  const identifier = writer.mark;
  writer.text(3, stream);
  writer.nested(2, identifier);
  const id = writer.mark;
  writer.text(2, event.id);
  writer.nested(1, id);
  writer.nested(1, recorded);
  writer.nested(1, response);
  return writer.finish();
};

const mapEntry = (writer: BackwardWriter, field: number, key: string, value: string): void => {
  const entry = writer.mark;
  writer.text(2, value);
  writer.text(1, key);
  writer.nested(field, entry);
};

/** The bytes of the `RecordedEvent` inside a frame: the persistent subscriptions' message of that name has the same fields. */
export const recordedBytes = (frame: Buffer): Buffer => {
  const event = afterTagAndLength(frame, 0).at;
  const { at, length } = afterTagAndLength(frame, event);
  return frame.subarray(at, at + length);
};

const afterTagAndLength = (frame: Buffer, from: number): { at: number; length: number } => {
  let at = from + 1; // Every tag on this way is a single byte.
  let length = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = frame[at++]!;
    length += (byte & 127) * 2 ** shift;
    if (byte < 128) return { at, length };
  }
};

export const decodeRecorded = (frame: Buffer): RecordedEvent =>
  streams.ReadResp.ReadEvent.RecordedEvent.deserializeBinary(recordedBytes(frame));

/** A link and what it leads to, if that is there; the position is the link's. */
export const encodeLinkedFrame = (link: Buffer, target: Buffer | undefined, ordinal: number): Buffer => {
  const linkBytes = recordedBytes(link);
  const targetBytes = target && recordedBytes(target);
  const writer = new BackwardWriter(64 + linkBytes.length + (targetBytes?.length ?? 0));
  const response = writer.mark;
  writer.integer(3, ordinal * POSITION_STEP);
  writer.bytes(2, linkBytes);
  if (targetBytes) writer.bytes(1, targetBytes);
  writer.nested(1, response);
  return writer.finish();
};
