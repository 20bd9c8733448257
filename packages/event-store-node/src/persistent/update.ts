import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { Groups } from './groups.js';
import { requestedConfig } from './requested-group.js';

export const update = async (groups: Groups, request: persistent.UpdateReq): Promise<persistent.UpdateResp> => {
  await groups.update(requestedConfig(request.getOptions()));
  return new persistent.UpdateResp();
};
