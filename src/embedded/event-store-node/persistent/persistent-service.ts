import grpc from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import type persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { handleBidiStreamingCall } from '@grpc/grpc-js';
import { encodedResponses, type Rpc, type Service } from '../rpc.js';
import { create } from './create.js';
import { deleteGroup } from './delete.js';
import { getInfo } from './get-info.js';
import type { Groups } from './groups.js';
import { list } from './list.js';
import { read, type ReadCall } from './read.js';
import { replayParked } from './replay-parked.js';
import { restartSubsystem } from './restart-subsystem.js';
import { update } from './update.js';

export const persistentSubscriptionsService = (groups: Groups, rpc: Rpc): Service => ({
  definition: encodedResponses(grpc.PersistentSubscriptionsService, 'read'),
  handlers: {
    create: rpc.unary((request: persistent.CreateReq) => create(groups, request)),
    update: rpc.unary((request: persistent.UpdateReq) => update(groups, request)),
    delete: rpc.unary((request: persistent.DeleteReq) => deleteGroup(groups, request)),
    getInfo: rpc.unary((request: persistent.GetInfoReq) => getInfo(groups, request)),
    list: rpc.unary((request: persistent.ListReq) => list(groups, request)),
    replayParked: rpc.unary((request: persistent.ReplayParkedReq) => replayParked(groups, request)),
    restartSubsystem: rpc.unary(() => restartSubsystem(groups)),
    read: (call: ReadCall) => reading(groups, rpc, call)(call),
  },
});

/** A handler that has its one call at hand. */
const reading = (groups: Groups, rpc: Rpc, call: ReadCall) =>
  rpc.conversing((_, outlet) => read(groups, call, outlet)) as handleBidiStreamingCall<persistent.ReadReq, Buffer>;
