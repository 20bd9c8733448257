import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { Groups } from './groups.js';
import { requestedName } from './requested-group.js';
import { infoOf } from './subscription-info.js';

export const getInfo = async (groups: Groups, request: persistent.GetInfoReq): Promise<persistent.GetInfoResp> => {
  const group = await groups.find(requestedName(request.getOptions()));
  return new persistent.GetInfoResp().setSubscriptionInfo(await infoOf(group));
};
