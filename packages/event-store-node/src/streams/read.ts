import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from '../log/event-log.js';
import type { Outlet } from '../protocol/outlet.js';
import { readRequestOf } from '../protocol/read-request.js';
import { EventOutlet } from './event-outlet.js';
import { readAll } from './read-all.js';
import { readOneStream } from './read-stream.js';
import { subscribeToAll } from './subscribe-to-all.js';
import { subscribeToStream } from './subscribe-to-stream.js';

/** Read: one method for reads and subscriptions, of a stream and of $all. */
export const read = async (log: EventLog, request: streams.ReadReq, outlet: Outlet): Promise<void> => {
  const question = readRequestOf(request);
  const out = new EventOutlet(log, outlet, question);
  const { stream, count } = question;
  if (stream === undefined) {
    await (count === undefined ? subscribeToAll(log, question, out) : readAll(log, question, count, out));
  } else {
    await (count === undefined
      ? subscribeToStream(log, stream, question, out)
      : readOneStream(log, stream, question, count, out));
  }
};
