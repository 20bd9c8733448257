import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { Groups } from './groups.js';
import { requestedConfig } from './requested-group.js';

export const create = async (groups: Groups, request: persistent.CreateReq): Promise<persistent.CreateResp> => {
  await groups.create(requestedConfig(request.getOptions()));
  return new persistent.CreateResp();
};
