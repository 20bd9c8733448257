import streams from '@eventstore/db-client/generated/streams_pb.js';
import { randomUUID } from 'node:crypto';
import { POSITION_STEP } from '../log/numbers.js';
import { identifierOf, structuredUuid } from './identifiers.js';

const { ReadResp } = streams;
const bytes = (message: streams.ReadResp): Buffer => Buffer.from(message.serializeBinary());

export const confirmation = (): Buffer =>
  bytes(new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID())));

export const streamNotFound = (stream: string): Buffer =>
  bytes(new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(identifierOf(stream))));

export const firstStreamPosition = (revision: number): Buffer =>
  bytes(new ReadResp().setFirstStreamPosition(String(revision)));

export const lastStreamPosition = (revision: number): Buffer =>
  bytes(new ReadResp().setLastStreamPosition(String(revision)));

export const checkpoint = (ordinal: number): Buffer => {
  const position = String(ordinal * POSITION_STEP);
  return bytes(
    new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition(position).setPreparePosition(position)),
  );
};

export const CAUGHT_UP = bytes(new ReadResp().setCaughtUp(new ReadResp.CaughtUp()));
export const FELL_BEHIND = bytes(new ReadResp().setFellBehind(new ReadResp.FellBehind()));

/** The same event with its ids as numbers. */
export const withStructuredIds = (frame: Buffer): Buffer => {
  const response = ReadResp.deserializeBinary(frame);
  for (const recorded of [response.getEvent()?.getEvent(), response.getEvent()?.getLink()]) {
    const id = recorded?.getId()?.getString();
    if (recorded && id) recorded.setId(structuredUuid(id));
  }
  return bytes(response);
};
