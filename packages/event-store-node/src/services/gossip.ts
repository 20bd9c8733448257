import grpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../endpoint.js';
import type { Rpc, Service } from '../rpc.js';

const { MemberInfo } = gossip;
const TICKS_PER_MS = 10_000n;

/** Gossip: a cluster of one, whose only member leads. @param endpoint where whoever asks reaches this node */
export const gossipService = (endpoint: (authority: string | undefined) => Endpoint, rpc: Rpc): Service => {
  const instance = randomUUID();
  const member = (authority: string | undefined) => {
    const { host, port } = endpoint(authority);
    return new MemberInfo()
      .setInstanceId(new shared.UUID().setString(instance))
      .setTimeStamp(String(BigInt(Date.now()) * TICKS_PER_MS))
      .setState(MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port));
  };
  return {
    definition: grpc.GossipService,
    handlers: {
      read: rpc.unary((_, header) => new gossip.ClusterInfo().setMembersList([member(header(':authority'))])),
    },
  };
};
