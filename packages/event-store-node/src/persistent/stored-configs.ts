import type { EventLog } from '../log/event-log.js';
import { metastreamOf, NO_STREAM } from '../log/numbers.js';
import { decodeRecorded } from '../protocol/event-frame.js';
import { configsOf, configsText, type GroupConfig } from './group-config.js';
import { appendSystemEvent } from './system-event.js';

/** The last event of this stream holds the config of every group, as on EventStoreDB. */
const STREAM = '$persistentSubscriptionConfig';
const TYPE = '$PersistentSubscriptionConfig';

export const loadConfigs = async (log: EventLog): Promise<GroupConfig[]> => {
  const { head } = await log.stream(STREAM);
  const newest = head.last === NO_STREAM ? undefined : await log.event(STREAM, head.last);
  return newest ? configsOf(decodeRecorded(newest.frame).getData_asU8()) : [];
};

/** Durable when it resolves. */
export const saveConfigs = async (log: EventLog, configs: readonly GroupConfig[]): Promise<void> => {
  if ((await log.stream(STREAM)).head.last === NO_STREAM) {
    const data = JSON.stringify({ $maxCount: 2 });
    await appendSystemEvent(log, metastreamOf(STREAM), { type: '$metadata', isJson: true, data });
  }
  await appendSystemEvent(log, STREAM, { type: TYPE, isJson: true, data: configsText(configs) });
};
