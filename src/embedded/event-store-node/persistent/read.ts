import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { Metadata } from '@grpc/grpc-js';
import { uuidOf } from '../protocol/identifiers.js';
import type { Outlet } from '../protocol/outlet.js';
import { unknownFault } from '../protocol/refusal.js';
import { Consumer } from './consumer.js';
import type { Group, NackAction } from './group.js';
import type { Groups } from './groups.js';
import { requestedName } from './requested-group.js';

const { Action } = persistent.ReadReq.Nack;

/** Read: a consumer of a group. The first request says of which one, the others answer what it got. */
export const read = async (
  groups: Groups,
  requests: AsyncIterable<persistent.ReadReq>,
  outlet: Outlet,
  metadata: Metadata,
): Promise<void> => {
  const answers = requests[Symbol.asyncIterator]();
  const first = await answers.next();
  if (first.done) return;
  const options = (first.value as persistent.ReadReq).getOptions();
  if (!options) throw unknownFault('A persistent subscription begins with its options.');
  const group = await groups.find(requestedName(options));
  const consumer = new Consumer(outlet, {
    bufferSize: options.getBufferSize(),
    connectionName: String(metadata.get('connection-name')[0] ?? '<unknown>'),
    extraStatistics: group.config.extraStatistics,
    structuredIds: !options.getUuidOption()?.hasString(),
  });
  group.connect(consumer);
  try {
    listen(group, answers).catch((error: unknown) => consumer.drop(error as Error));
    await consumer.serve();
  } finally {
    group.disconnect(consumer);
  }
};

/** A consumer may have said all it has to say and go on reading. */
const listen = async (group: Group, answers: AsyncIterator<persistent.ReadReq>): Promise<void> => {
  for (let next = await answers.next(); !next.done; next = await answers.next()) {
    const ack = next.value.getAck();
    const nack = next.value.getNack();
    if (ack) group.ack(ack.getIdsList().map(uuidOf));
    if (nack) group.nack(nack.getIdsList().map(uuidOf), actionOf(nack), nack.getReason());
  }
};

/** Nothing follows from Stop but that the message is answered; what has no action is tried again. */
const actionOf = (nack: persistent.ReadReq.Nack): NackAction => {
  switch (nack.getAction()) {
    case Action.PARK:
      return 'park';
    case Action.SKIP:
    case Action.STOP:
      return 'skip';
    default:
      return 'retry';
  }
};
