import type { Entry } from '../log/entry.js';
import type { EventLog } from '../log/event-log.js';
import { linkTargetOf, readable } from '../streams/links.js';

/**
 * How far a group has come: `position` is a revision of its stream, or an ordinal of the log for a group on `$all`;
 * `sequence` counts what was looked at, events that a filter held back too, from 1.
 */
export type Place = { readonly position: number; readonly sequence: number };

/** An event that a group has read: everything up to `before` was looked at earlier. */
export type Found = { readonly entry: Entry; readonly place: Place; readonly before: Place };

/** What consumers get and answer. */
export type Message = {
  /** By which consumers answer it: that of the link where there is one. */
  readonly id: string;
  /** Undefined where a link leads nowhere. */
  readonly event: Entry | undefined;
  readonly link: Entry | undefined;
  readonly retries: number;
  /** Undefined for what was parked and comes back. */
  readonly read: Found | undefined;
};

/** The event or link as it stands in the stream that was read. */
export const originalOf = ({ link, event }: Message): Entry => (link ?? event)!;

export const messageOf = async (log: EventLog, found: Found, resolveLinks: boolean): Promise<Message> => ({
  ...(resolveLinks ? await resolved(log, found.entry) : { event: found.entry, link: undefined }),
  id: found.entry.id,
  retries: 0,
  read: found,
});

export const replayedMessage = async (log: EventLog, parked: Entry): Promise<Message> => ({
  ...(await resolved(log, parked)),
  id: parked.id,
  retries: 0,
  read: undefined,
});

const resolved = async (log: EventLog, entry: Entry): Promise<Pick<Message, 'event' | 'link'>> => {
  const target = linkTargetOf(entry);
  return target ? { event: await readable(log, target), link: entry } : { event: entry, link: undefined };
};
