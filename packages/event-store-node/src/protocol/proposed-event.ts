import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type { ProposedEvent } from '../log/write-request.js';
import { uuidOf } from './identifiers.js';
import { missingEventMetadata, unknownFault } from './refusal.js';

/** The proposed events of Append and BatchAppend are two messages of one shape. */
type Message = {
  getId(): shared.UUID | undefined;
  getMetadataMap(): { get(key: string): string | undefined };
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
};

/** @throws Refusal for an event that cannot be stored */
export const proposedEventOf = (message: Message): ProposedEvent => {
  const metadata = message.getMetadataMap();
  const type = metadata.get('type');
  const contentType = metadata.get('content-type');
  if (type === undefined) throw missingEventMetadata('type');
  if (contentType === undefined) throw missingEventMetadata('content-type');
  if (type === '') throw unknownFault('An event must have a type.');
  return {
    id: uuidOf(message.getId()),
    type,
    isJson: contentType === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};
