import streams from '@eventstore/db-client/generated/streams_pb.js';
import { type EventFilter, filterOf } from '../protocol/event-filter.js';
import type { GroupName } from './refusals.js';

/** The stream name by which groups on the whole log go. */
export const ALL = '$all';

export type FilterConfig = {
  readonly context: 'streamid' | 'eventtype';
  readonly regex?: string;
  readonly prefixes?: readonly string[];
};

/**
 * All that is to be remembered of a group, in the words that EventStoreDB stores it with. Times are milliseconds.
 * `startPosition` is a revision or `C:commit/P:prepare`, in which −1 stands for the end.
 */
export type GroupConfig = GroupName & {
  readonly filter?: FilterConfig;
  readonly startPosition: string;
  /**
   * Where the end was when a group that starts there was made. EventStoreDB does not know it: started again before a first checkpoint,
   * such a group starts at the end of that day, and what came between is lost.
   */
  readonly startedAfter?: string;
  readonly resolveLinkTos: boolean;
  readonly extraStatistics: boolean;
  readonly messageTimeout: number;
  readonly maxRetryCount: number;
  readonly checkPointAfter: number;
  readonly minCheckPointCount: number;
  readonly maxCheckPointCount: number;
  readonly maxSubscriberCount: number;
  readonly liveBufferSize: number;
  readonly readBatchSize: number;
  readonly historyBufferSize: number;
  readonly namedConsumerStrategy: string;
};

/** What a stored config says nothing of. */
const NOTHING_SAID: GroupConfig = {
  stream: '',
  group: '',
  startPosition: '0',
  resolveLinkTos: false,
  extraStatistics: false,
  messageTimeout: 0,
  maxRetryCount: 0,
  checkPointAfter: 0,
  minCheckPointCount: 0,
  maxCheckPointCount: 0,
  maxSubscriberCount: 0,
  liveBufferSize: 0,
  readBatchSize: 0,
  historyBufferSize: 0,
  namedConsumerStrategy: 'RoundRobin',
};

/** The content of the event that holds all groups: EventStoreDB leaves out what is nought, false or not there. */
export const configsText = (entries: readonly GroupConfig[]): string => {
  const config = { version: '2', updated: new Date().toISOString(), updatedBy: 'system', entries };
  return JSON.stringify(config, (_, value: unknown) => (value === 0 || value === false ? undefined : value), 2);
};

export const configsOf = (content: Uint8Array): GroupConfig[] => {
  const { entries = [] } = JSON.parse(Buffer.from(content).toString('utf8')) as { entries?: Partial<GroupConfig>[] };
  return entries.map((entry) => ({ ...NOTHING_SAID, ...entry }));
};

const { FilterOptions } = streams.ReadReq.Options;

/** @throws Refusal for an expression that does not parse */
export const filterFrom = (config: FilterConfig | undefined): EventFilter | undefined => {
  if (!config) return undefined;
  const expression = new FilterOptions.Expression();
  if (config.regex) expression.setRegex(config.regex);
  else expression.setPrefixList([...(config.prefixes ?? [])]);
  const options = new FilterOptions();
  return filterOf(
    config.context === 'streamid' ? options.setStreamIdentifier(expression) : options.setEventType(expression),
  );
};

export const keyOf = ({ stream, group }: GroupName): string => `${stream}::${group}`;
export const checkpointStreamOf = (name: GroupName): string => `$persistentsubscription-${keyOf(name)}-checkpoint`;
export const parkedStreamOf = (name: GroupName): string => `$persistentsubscription-${keyOf(name)}-parked`;
