import { type Client } from 'pg';
import { parkedStreamsSql, streamsOf, type ParkedStream } from '../processor/parking.js';
import { type BatchHandler, type Processor, type ProcessorSession } from '../processor/processor.js';
import { parkingLotOf, projectBatch, targetIn, type WriteMode } from './apply-batch.js';
import { type Projection } from './projection.js';
import { type EventLog } from '../../event-store/event-log.js';
import { type GatheredRebuilds } from './rebuild/gathered-rebuilds.js';
import { isLongLog } from './rebuild/long-log.js';
import { isRefusal } from './refused-row.js';

/** Runs a projection: its rows are committed with its checkpoint. A newer version builds them anew first, and so does one that has a long log before it. */
export const projectionProcessor = (
  projection: Projection,
  { eventLog, rebuilds }: { eventLog: EventLog; rebuilds: GatheredRebuilds },
): Processor => ({
  kind: 'projection',
  name: projection.name,
  version: projection.version,
  streams: projection.streams,
  startFrom: 'start',
  tables: projection.tables.map(({ name }) => name),
  upgrade: (signal) => rebuilds.rebuild(projection, signal),
  catchUp: async (signal) => {
    if (await isLongLog(eventLog, projection.streams, signal)) await rebuilds.rebuild(projection, signal);
  },
  open: (session) => openProjection(projection, session),
});

async function openProjection(projection: Projection, { client, checkpoint }: ProcessorSession): Promise<BatchHandler> {
  // Rows and checkpoint that a crash of the server loses, it loses together, and they are made again from the log.
  await client.query('SET synchronous_commit = off');
  const target = await targetIn(client, projection, 'public');
  const question = parkedStreamsSql(parkingLotOf(target));
  return async (events) => {
    const write = (mode: WriteMode) => async (parked: readonly ParkedStream[]) => {
      const { unknownTypes } = await projectBatch(client, target, events, streamsOf(parked), mode);
      if (unknownTypes > 0) await countUnknownTypes(client, projection.name, unknownTypes);
    };
    try {
      await checkpoint.commit(events, question, write('all-or-nothing'));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await checkpoint.commit(events, question, write('one-by-one'));
    }
  };
}

const countUnknownTypes = async (client: Client, name: string, count: number): Promise<void> => {
  await client.query('UPDATE projections SET unknown_types = unknown_types + $2 WHERE name = $1', [name, count]);
};
