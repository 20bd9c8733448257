import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { Groups } from './groups.js';
import { requestedName } from './requested-group.js';

/** Delete: its consumers are sent away, its checkpoint and what it parked are gone. */
export const deleteGroup = async (groups: Groups, request: persistent.DeleteReq): Promise<persistent.DeleteResp> => {
  await groups.delete(requestedName(request.getOptions()));
  return new persistent.DeleteResp();
};
