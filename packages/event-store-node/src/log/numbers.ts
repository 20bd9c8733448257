/** The revision of a tombstone: 2^63 − 1 on the wire and in the table, which a JavaScript number cannot hold. */
export const TOMBSTONE_REVISION = 2 ** 63;

export const revisionText = (revision: number): string =>
  revision === TOMBSTONE_REVISION ? '9223372036854775807' : String(revision);

/** Expected revisions below zero, by the numbers EventStoreDB has for them; its delete errors show them. */
export const NO_STREAM = -1;
export const ANY = -2;
export const STREAM_EXISTS = -4;

/**
 * Log positions are ordinals times this. An empty append is answered with a position of its own
 * between two events, as EventStoreDB does, and writes nothing.
 */
export const POSITION_STEP = 1_000;
/** Those positions keep away from the events on both sides: right beside an event there is nothing, as in EventStoreDB. */
export const EMPTY_APPENDS_FROM = 500;
export const MAX_EMPTY_APPENDS = 400;

/** The metadata stream of `stream`, and the stream that a metadata stream is about. */
export const metastreamOf = (stream: string): string => `$$${stream}`;
export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
export const originalOf = (metastream: string): string => metastream.slice(2);
