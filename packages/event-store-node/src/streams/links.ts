import type { Entry } from '../log/entry.js';
import type { EventLog } from '../log/event-log.js';
import { readStream } from '../log/stream-reader.js';
import { decodeRecorded, encodeLinkedFrame } from '../protocol/event-frame.js';

const LINK = '$>';
/** `revision@stream`; what does not begin with a number is an event like any other, and a number alone leads nowhere. */
const TARGET = /^\s*([+-]?\d+)\s*(?:@(.*))?$/s;
const LARGEST = 2 ** 63;
/** As a revision in a link: the first event that the stream has to show. */
const FIRST = -1;

export type LinkTarget = { readonly revision: number; readonly stream: string };

/** Where an event leads to if it is a link. */
export const linkTargetOf = (entry: Entry): LinkTarget | undefined => {
  if (entry.type !== LINK) return undefined;
  const [, revision, stream = ''] =
    TARGET.exec(Buffer.from(decodeRecorded(entry.frame).getData_asU8()).toString('utf8')) ?? [];
  if (revision === undefined || Math.abs(Number(revision)) > LARGEST) return undefined;
  return { revision: Number(revision), stream };
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
    return entry?.revision === revision || revision === FIRST ? entry : undefined;
  }
  return undefined;
};
