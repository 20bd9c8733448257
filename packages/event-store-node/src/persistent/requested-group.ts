import type persistent from '@eventstore/db-client/generated/persistent_pb.js';
import type shared from '@eventstore/db-client/generated/shared_pb.js';
import { invalidArgument, unknownFault } from '../protocol/refusal.js';
import { ALL, type FilterConfig, type GroupConfig } from './group-config.js';
import { failed, type GroupName } from './refusals.js';

type Options = persistent.CreateReq.Options | persistent.UpdateReq.Options;
type AllOptions = persistent.CreateReq.AllOptions | persistent.UpdateReq.AllOptions;
type Settings = persistent.CreateReq.Settings | persistent.UpdateReq.Settings;

/** The options of Delete, GetInfo, ReplayParked and Read have these in common. */
type Named = {
  getStreamIdentifier(): shared.StreamIdentifier | undefined;
  hasAll(): boolean;
  getGroupName(): string;
};

const TICKS_PER_MS = 10_000;
/** The revision by which clients from before 21.10 say *end*. */
const LAST_REVISION = 2n ** 64n - 1n;
/** By the numbers of the enumeration `ConsumerStrategy`. */
const STRATEGIES = ['DispatchToSingle', 'RoundRobin', 'Pinned'] as const;

/** @throws Refusal */
export const requestedName = (options: Named | undefined): GroupName => {
  if (!options) throw invalidArgument('Options are required.');
  if (options.hasAll()) return { stream: ALL, group: options.getGroupName() };
  return onStream(nameOf(options.getStreamIdentifier()), options.getGroupName());
};

/** What Create and Update ask for. @throws Refusal */
export const requestedConfig = (options: Options | undefined): GroupConfig => {
  const settings = options?.getSettings();
  if (!options || !settings) throw invalidArgument('Options and settings are required.');
  const group = options.getGroupName();
  const all = options.getAll();
  if (all) {
    return { stream: ALL, group, ...filterIn(all), startPosition: positionIn(all), ...common(settings) };
  }
  const ofStream = options.getStream();
  const stream = nameOf(ofStream?.getStreamIdentifier() ?? options.getStreamIdentifier());
  const startPosition = ofStream ? revisionIn(ofStream) : revisionText(settings.getRevision());
  return { ...onStream(stream, group), startPosition, ...common(settings) };
};

const nameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

const onStream = (stream: string, group: string): GroupName => {
  const name = { stream, group };
  if (stream === '') throw failed(name, 'Bad stream name.');
  if (stream === ALL) {
    throw failed(name, 'Persistent subscriptions to $all are only supported over gRPC through gRPC clients');
  }
  return name;
};

const revisionIn = (from: persistent.CreateReq.StreamOptions | persistent.UpdateReq.StreamOptions): string =>
  from.hasRevision() ? revisionText(from.getRevision()) : from.hasEnd() ? '-1' : '0';

const revisionText = (revision: string): string => (BigInt(revision) === LAST_REVISION ? '-1' : revision);

const positionIn = (from: AllOptions): string => {
  const position = from.getPosition();
  if (position) return `C:${position.getCommitPosition()}/P:${position.getPreparePosition()}`;
  return from.hasEnd() ? 'C:-1/P:-1' : 'C:0/P:0';
};

const filterIn = (all: AllOptions): { filter?: FilterConfig } => {
  const filter = 'getFilter' in all ? all.getFilter() : undefined;
  if (!filter) return {};
  const ofStream = filter.getStreamIdentifier();
  const expression = ofStream ?? filter.getEventType();
  if (!expression) throw unknownFault('A filter needs an expression.');
  const text = expression.getRegex() ? { regex: expression.getRegex() } : { prefixes: expression.getPrefixList() };
  return { filter: { context: ofStream ? 'streamid' : 'eventtype', ...text } };
};

const common = (settings: Settings): Omit<GroupConfig, 'stream' | 'group' | 'filter' | 'startPosition'> => ({
  resolveLinkTos: settings.getResolveLinks(),
  extraStatistics: settings.getExtraStatistics(),
  messageTimeout: settings.hasMessageTimeoutTicks()
    ? Math.floor(Number(settings.getMessageTimeoutTicks()) / TICKS_PER_MS)
    : settings.getMessageTimeoutMs(),
  maxRetryCount: settings.getMaxRetryCount(),
  checkPointAfter: settings.hasCheckpointAfterTicks()
    ? Math.floor(Number(settings.getCheckpointAfterTicks()) / TICKS_PER_MS)
    : settings.getCheckpointAfterMs(),
  minCheckPointCount: settings.getMinCheckpointCount(),
  maxCheckPointCount: settings.getMaxCheckpointCount(),
  maxSubscriberCount: settings.getMaxSubscriberCount(),
  liveBufferSize: settings.getLiveBufferSize(),
  readBatchSize: settings.getReadBatchSize(),
  historyBufferSize: settings.getHistoryBufferSize(),
  namedConsumerStrategy:
    ('getConsumerStrategy' in settings ? settings.getConsumerStrategy() : '') ||
    (STRATEGIES[settings.getNamedConsumerStrategy()] ?? String(settings.getNamedConsumerStrategy())),
});
