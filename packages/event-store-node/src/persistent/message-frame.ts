import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import { POSITION_STEP } from '../log/numbers.js';
import { BackwardWriter } from '../protocol/backward-writer.js';
import { recordedBytes } from '../protocol/event-frame.js';
import { structuredUuid } from '../protocol/identifiers.js';
import { type Message, originalOf } from './message.js';

const { ReadResp } = persistent;

/** A message as the `ReadResp` that a consumer gets: field numbers of persistent.proto. The position is the link's. */
export const messageFrame = (message: Message, structuredIds: boolean): Buffer => {
  const event = message.event && recordedBytes(message.event.frame);
  const link = message.link && recordedBytes(message.link.frame);
  const writer = new BackwardWriter(64 + (event?.length ?? 0) + (link?.length ?? 0));
  const response = writer.mark;
  writer.integer(5, message.retries);
  writer.integer(3, originalOf(message).ordinal * POSITION_STEP);
  if (link) writer.bytes(2, link);
  if (event) writer.bytes(1, event);
  writer.nested(1, response);
  const frame = writer.finish();
  return structuredIds ? withStructuredIds(frame) : frame;
};

export const confirmationFrame = (subscriptionId: string): Buffer => {
  const confirmation = new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId);
  return Buffer.from(new ReadResp().setSubscriptionConfirmation(confirmation).serializeBinary());
};

const withStructuredIds = (frame: Buffer): Buffer => {
  const response = ReadResp.deserializeBinary(frame);
  for (const recorded of [response.getEvent()?.getEvent(), response.getEvent()?.getLink()]) {
    const id = recorded?.getId()?.getString();
    if (recorded && id) recorded.setId(structuredUuid(id));
  }
  return Buffer.from(response.serializeBinary());
};
