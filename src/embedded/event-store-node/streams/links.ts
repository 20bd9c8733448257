import type { Entry } from '../log/entry.js';
import type { EventLog } from '../log/event-log.js';
import { readStream } from '../log/stream-reader.js';
import { decodeRecorded, encodeLinkedFrame } from '../protocol/event-frame.js';

const LINK = '$>';
/** `revision@stream`; what does not look so is an event like any other. */
const TARGET = /^(\d+)@(.+)$/s;

export type LinkTarget = { readonly revision: number; readonly stream: string };

/** Where an event leads to if it is a link. */
export const linkTargetOf = (entry: Entry): LinkTarget | undefined => {
  if (entry.type !== LINK) return undefined;
  const [, revision, stream] =
    TARGET.exec(Buffer.from(decodeRecorded(entry.frame).getData_asU8()).toString('utf8')) ?? [];
  return stream === undefined ? undefined : { revision: Number(revision), stream };
};

/** The frame to send for an event: a link is sent with the event that it leads to, alone when that is not to be read. One step only. */
export const resolvedFrame = async (log: EventLog, entry: Entry): Promise<Buffer> => {
  const target = linkTargetOf(entry);
  if (!target) return entry.frame;
  return encodeLinkedFrame(entry.frame, (await readable(log, target))?.frame, entry.ordinal);
};

export const readable = async (log: EventLog, { stream, revision }: LinkTarget): Promise<Entry | undefined> => {
  const state = await log.stream(stream);
  if (state.tombstoned) return undefined;
  for await (const [entry] of readStream(log, state, { stream, direction: 'forwards', from: revision, limit: 1 })) {
    return entry?.revision === revision ? entry : undefined;
  }
  return undefined;
};
