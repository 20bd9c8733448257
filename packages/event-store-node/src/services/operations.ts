import grpc from '@eventstore/db-client/generated/operations_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import type { Rpc, Service } from '../rpc.js';

/**
 * Operations: indexes are PostgreSQL's and a cluster of one has nobody to prefer, so those calls have nothing to do and are done.
 * Scavenges, resigning and shutting down are not for a client to ask for, and unimplemented.
 * @param restartPersistentSubscriptions what their part of the node has to do for the call of that name
 */
export const operationsService = (rpc: Rpc, restartPersistentSubscriptions: () => Promise<void>): Service => {
  const nothingToDo = rpc.unary(() => new shared.Empty());
  const restart = rpc.unary(async () => {
    await restartPersistentSubscriptions();
    return new shared.Empty();
  });
  return {
    definition: grpc.OperationsService,
    handlers: { mergeIndexes: nothingToDo, setNodePriority: nothingToDo, restartPersistentSubscriptions: restart },
  };
};
