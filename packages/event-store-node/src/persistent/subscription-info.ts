import persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type { Consumer } from './consumer.js';
import type { Group } from './group.js';
import { placeText } from './place-text.js';

const { SubscriptionInfo } = persistent;

/** Who reads on a node without users of its own. */
const USERNAME = 'system';
const MS_PER_SECOND = 1_000;

type Measured = { readonly time: number; readonly totals: ReadonlyMap<Group | Consumer, number> };
const measured = new WeakMap<Group, Measured>();

/** What GetInfo and List tell of a group; rates are since it was last asked for. */
export const infoOf = async (group: Group): Promise<persistent.SubscriptionInfo> => {
  const parked = await group.parked.count();
  const rates = measure(group);
  const info = withSettings(group, new SubscriptionInfo());
  const { place } = group.checkpoints;
  const text = (position: number | undefined) =>
    position === undefined ? '' : placeText(group.config.stream, position);
  const consumers = [...group.consumers];
  return info
    .setStatus(`${group.replaying ? 'ReplayingParkedMessages, ' : ''}${group.live ? 'Live' : 'Behind'}`)
    .setConnectionsList(consumers.map((consumer) => connectionOf(consumer, rates(consumer, consumer.total))))
    .setAveragePerSecond(rates(group, group.total).perSecond)
    .setCountSinceLastMeasurement(String(rates(group, group.total).count))
    .setTotalItems(String(group.total))
    .setLastCheckpointedEventPosition(text(place?.position))
    .setLastKnownEventPosition(text(group.known))
    .setReadBufferCount(group.backlog.read.length)
    .setRetryBufferCount(group.backlog.again.length)
    .setLiveBufferCount(String(group.liveCount))
    .setTotalInFlightMessages(consumers.reduce((sum, { inFlight }) => sum + inFlight, 0))
    .setOutstandingMessagesCount(group.inFlight.size)
    .setParkedMessageCount(String(parked));
};

const withSettings = ({ config }: Group, info: persistent.SubscriptionInfo): persistent.SubscriptionInfo =>
  info
    .setEventSource(config.stream)
    .setGroupName(config.group)
    .setResolveLinkTos(config.resolveLinkTos)
    .setStartFrom(config.startPosition)
    .setMessageTimeoutMilliseconds(config.messageTimeout)
    .setExtraStatistics(config.extraStatistics)
    .setMaxRetryCount(config.maxRetryCount)
    .setLiveBufferSize(config.liveBufferSize)
    .setBufferSize(config.historyBufferSize)
    .setReadBatchSize(config.readBatchSize)
    .setCheckPointAfterMilliseconds(config.checkPointAfter)
    .setMinCheckPointCount(config.minCheckPointCount)
    .setMaxCheckPointCount(config.maxCheckPointCount)
    .setNamedConsumerStrategy(config.namedConsumerStrategy)
    .setMaxSubscriberCount(config.maxSubscriberCount);

const connectionOf = (
  { total, inFlight, slots, options, measurements }: Consumer,
  { count, perSecond }: { count: number; perSecond: number },
): persistent.SubscriptionInfo.ConnectionInfo =>
  new SubscriptionInfo.ConnectionInfo()
    .setUsername(USERNAME)
    .setConnectionName(options.connectionName)
    .setAverageItemsPerSecond(perSecond)
    .setTotalItems(String(total))
    .setCountSinceLastMeasurement(String(count))
    .setAvailableSlots(slots)
    .setInFlightMessages(inFlight)
    .setObservedMeasurementsList(
      options.extraStatistics
        ? measurements
            .list()
            .map(({ key, value }) => new SubscriptionInfo.Measurement().setKey(key).setValue(String(value)))
        : [],
    );

/** Remembers the totals of now, and answers how they grew since the last time. */
const measure = (group: Group) => {
  const before = measured.get(group);
  const time = Date.now();
  const totals = new Map<Group | Consumer, number>([[group, group.total]]);
  for (const consumer of group.consumers) totals.set(consumer, consumer.total);
  measured.set(group, { time, totals });
  const seconds = (time - (before?.time ?? group.since)) / MS_PER_SECOND;
  return (of: Group | Consumer, total: number) => {
    const count = total - (before?.totals.get(of) ?? 0);
    return { count, perSecond: seconds > 0 ? Math.floor(count / seconds) : 0 };
  };
};
