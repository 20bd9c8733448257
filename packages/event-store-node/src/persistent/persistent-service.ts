import grpc from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import type persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { Conversation, Rpc, Service } from '../rpc.js';
import { create } from './create.js';
import { deleteGroup } from './delete.js';
import { getInfo } from './get-info.js';
import type { Groups } from './groups.js';
import { list } from './list.js';
import { read } from './read.js';
import { replayParked } from './replay-parked.js';
import { restartSubsystem } from './restart-subsystem.js';
import { update } from './update.js';

export const persistentSubscriptionsService = (groups: Groups, rpc: Rpc): Service => ({
  definition: grpc.PersistentSubscriptionsService,
  handlers: {
    create: rpc.unary((request: persistent.CreateReq) => create(groups, request)),
    update: rpc.unary((request: persistent.UpdateReq) => update(groups, request)),
    delete: rpc.unary((request: persistent.DeleteReq) => deleteGroup(groups, request)),
    getInfo: rpc.unary((request: persistent.GetInfoReq) => getInfo(groups, request)),
    list: rpc.unary((request: persistent.ListReq) => list(groups, request)),
    replayParked: rpc.unary((request: persistent.ReplayParkedReq) => replayParked(groups, request)),
    restartSubsystem: rpc.unary(() => restartSubsystem(groups)),
    read: rpc.conversing((conversation: Conversation<persistent.ReadReq>, outlet) =>
      read(groups, conversation, outlet),
    ),
  },
});
