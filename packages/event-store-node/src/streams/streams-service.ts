import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from '../log/event-log.js';
import type { Conversation, Rpc, Service } from '../rpc.js';
import { Append } from './append.js';
import { batchAppend } from './batch-append.js';
import { deleteStream } from './delete.js';
import { read } from './read.js';
import { tombstone } from './tombstone.js';

export const streamsService = (log: EventLog, rpc: Rpc): Service => ({
  definition: grpc.StreamsService,
  handlers: {
    append: rpc.collecting(() => new Append(log)),
    batchAppend: rpc.conversing(({ requests }: Conversation<streams.BatchAppendReq>, outlet) =>
      batchAppend(log, requests, outlet),
    ),
    delete: rpc.unary((request: streams.DeleteReq) => deleteStream(log, request)),
    tombstone: rpc.unary((request: streams.TombstoneReq) => tombstone(log, request)),
    read: rpc.serving((request: streams.ReadReq, outlet) => read(log, request, outlet)),
  },
});
