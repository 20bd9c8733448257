import type { EventLog } from '../log/event-log.js';
import { ordinalAtOrAfter, ordinalAtOrBefore } from '../protocol/positions.js';
import { AllSource } from './all-source.js';
import { ALL, filterFrom, type GroupConfig } from './group-config.js';
import type { Place } from './message.js';
import { placeNumbers, placeText } from './place-text.js';
import type { Source } from './source.js';
import { StreamSource } from './stream-source.js';

/** @param checkpoint where there is one, the group goes on after it; otherwise it starts where its config says, inclusively */
export const openSource = (
  log: EventLog,
  config: GroupConfig,
  checkpoint: string | undefined,
): { source: Source; at: Place } => {
  const { stream, startPosition, startedAfter } = config;
  const after = checkpoint ?? startedAfter;
  const number = Number(placeNumbers(after ?? startPosition).commit);
  const isAll = stream === ALL;
  const first = after === undefined ? number : number + 1;
  const ordinal = after === undefined ? Math.max(0, ordinalAtOrAfter(number) - 1) : ordinalAtOrBefore(number);
  const at = { position: isAll ? ordinal : first - 1, sequence: 0 };
  const source = isAll ? new AllSource(log, filterFrom(config.filter), at) : new StreamSource(log, stream, first, at);
  return { source, at };
};

/** The config of a new group: one that starts at the end remembers where that is. */
export const startingNow = async (log: EventLog, config: GroupConfig): Promise<GroupConfig> => {
  if (placeNumbers(config.startPosition).commit >= 0n) return config;
  const last = config.stream === ALL ? log.tail.last : (await log.stream(config.stream)).head.last;
  return { ...config, startedAfter: placeText(config.stream, last) };
};
