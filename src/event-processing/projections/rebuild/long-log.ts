import { type EventLog, isBefore } from '../../../event-store/event-log.js';

/** From so many events on, to build the tables aside is faster than to follow the log batch by batch. */
export const LONG_LOG_EVENTS = 2_000;

/** Whether so many events of these streams are in the log; reads no more of them than that. */
export async function isLongLog(
  eventLog: EventLog,
  prefixes: readonly string[],
  signal: AbortSignal,
): Promise<boolean> {
  // prettier-ignore
  const end = await eventLog.lastPosition(prefixes);
  if (end === null) return false;
  const ended = new AbortController();
  const options = { after: null, prefixes };
  let events = 0;
  try {
    for await (const { position } of eventLog.subscribe(options, AbortSignal.any([signal, ended.signal]))) {
      events += 1;
      if (events === LONG_LOG_EVENTS) return true;
      if (!isBefore(position, end)) return false;
    }
    return false;
  } finally {
    ended.abort();
  }
}
