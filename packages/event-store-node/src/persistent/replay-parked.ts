import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { Groups } from './groups.js';
import { failed } from './refusals.js';
import { requestedName } from './requested-group.js';

/** ReplayParked: what was parked, all of it or what is before a revision of the parked stream, goes to consumers again. */
export const replayParked = async (
  groups: Groups,
  request: persistent.ReplayParkedReq,
): Promise<persistent.ReplayParkedResp> => {
  const options = request.getOptions();
  const name = requestedName(options);
  const stopAt = options?.hasStopAt() ? Number(options.getStopAt()) : undefined;
  if (stopAt !== undefined && stopAt < 0) {
    throw failed(name, 'Cannot stop replaying parked message at a negative version.');
  }
  await (await groups.find(name)).replay(stopAt);
  return new persistent.ReplayParkedResp();
};
