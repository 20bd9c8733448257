import type { Entry } from './entry.js';
import { decodeRecorded } from '../protocol/event-frame.js';
import { NO_STREAM } from './numbers.js';
import { NO_METADATA, parseMetadata, type StreamMetadata } from './stream-metadata.js';

/** What is known of the end of a stream. `metadata` is what its last event says, if the stream is a metadata stream. */
export type Head = {
  readonly last: number;
  readonly metadata: StreamMetadata;
};

export const NO_HEAD: Head = { last: NO_STREAM, metadata: NO_METADATA };

/** Only JSON is read as metadata, whatever the event's type. */
export const metadataOfEntry = (entry: Entry): StreamMetadata => {
  const recorded = decodeRecorded(entry.frame);
  const isJson = recorded.getMetadataMap().get('content-type') === 'application/json';
  return isJson ? parseMetadata(recorded.getData_asU8()) : NO_METADATA;
};
