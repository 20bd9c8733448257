import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from '../log/event-log.js';
import { remove } from './remove.js';

/** Tombstone: ends the stream for good, under this name nothing can be written again. */
export const tombstone = async (log: EventLog, request: streams.TombstoneReq): Promise<streams.TombstoneResp> => {
  const position = await remove(log, 'tombstone', request.getOptions());
  const at = new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
  return new streams.TombstoneResp().setPosition(at);
};
