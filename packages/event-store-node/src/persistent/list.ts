import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import { invalidArgument } from '../protocol/refusal.js';
import { ALL } from './group-config.js';
import type { Groups } from './groups.js';
import { infoOf } from './subscription-info.js';

/** List: the groups of all streams, of one, or on `$all`. */
export const list = async (groups: Groups, request: persistent.ListReq): Promise<persistent.ListResp> => {
  const options = request.getOptions();
  if (!options) throw invalidArgument('Options are required.');
  const ofStream = options.getListForStream();
  const found = await (ofStream ? groups.on(streamIn(ofStream)) : groups.all());
  return new persistent.ListResp().setSubscriptionsList(await Promise.all(found.map(infoOf)));
};

const streamIn = (option: persistent.ListReq.StreamOption): string =>
  option.hasAll() ? ALL : Buffer.from(option.getStream()?.getStreamName_asU8() ?? []).toString('utf8');
