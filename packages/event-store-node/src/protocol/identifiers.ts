import shared from '@eventstore/db-client/generated/shared_pb.js';
import { metastreamOf } from '../log/numbers.js';
import { unknownFault } from './refusal.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const EMPTY_UUID = '00000000-0000-0000-0000-000000000000';

/** @throws Refusal for names that no stream can have */
export const streamNameOf = (identifier: shared.StreamIdentifier | undefined): string => {
  const name = identifier ? Buffer.from(identifier.getStreamName_asU8()).toString('utf8') : '';
  if (name === '' || name === metastreamOf('')) throw unknownFault('A stream must have a name.');
  return name;
};

export const identifierOf = (stream: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

/** @returns a lower-case uuid @throws Refusal for anything else, and for the uuid of zeros */
export const uuidOf = (message: shared.UUID | undefined): string => {
  const structured = message?.getStructured();
  const id = structured ? joined(structured) : (message?.getString() ?? '').toLowerCase();
  if (!UUID.test(id) || id === EMPTY_UUID) throw unknownFault('An event must have a uuid.');
  return id;
};

const joined = (structured: shared.UUID.Structured): string => {
  const bytes = Buffer.alloc(16);
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(structured.getMostSignificantBits())), 0);
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(structured.getLeastSignificantBits())), 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** The id as two numbers, which older clients ask for. */
export const structuredUuid = (id: string): shared.UUID => {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  const structured = new shared.UUID.Structured();
  structured.setMostSignificantBits(bytes.readBigInt64BE(0).toString());
  structured.setLeastSignificantBits(bytes.readBigInt64BE(8).toString());
  return new shared.UUID().setStructured(structured);
};
