import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from '../log/event-log.js';
import { remove } from './remove.js';

/** Delete: hides what the stream holds; the next append goes on at the next revision. */
export const deleteStream = async (log: EventLog, request: streams.DeleteReq): Promise<streams.DeleteResp> => {
  const position = await remove(log, 'delete', request.getOptions());
  const at = new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
  return new streams.DeleteResp().setPosition(at);
};
