import type { EventLog } from '../log/event-log.js';
import { ordinalAtOrAfter, ordinalAtOrBefore } from '../protocol/read-question.js';
import { AllSource } from './all-source.js';
import { ALL, filterFrom, type GroupConfig } from './group-config.js';
import type { Place } from './message.js';
import { placeNumbers } from './place-text.js';
import type { Source } from './source.js';
import { StreamSource } from './stream-source.js';

/** @param checkpoint where there is one, the group goes on after it; otherwise it starts where its config says, inclusively */
export const openSource = async (
  log: EventLog,
  config: GroupConfig,
  checkpoint: string | undefined,
): Promise<{ source: Source; at: Place }> => {
  const { stream, startPosition } = config;
  const number = Number(placeNumbers(checkpoint ?? startPosition).commit);
  const fromEnd = checkpoint === undefined && number < 0;
  if (stream === ALL) {
    const after = checkpoint === undefined ? Math.max(0, ordinalAtOrAfter(number) - 1) : ordinalAtOrBefore(number);
    const at = { position: fromEnd ? log.tail.last : after, sequence: 0 };
    return { source: new AllSource(log, filterFrom(config.filter), at), at };
  }
  const first = checkpoint === undefined ? number : number + 1;
  const at = { position: first - 1, sequence: 0 };
  return {
    source: fromEnd ? await StreamSource.fromEnd(log, stream, at) : StreamSource.from(log, stream, first, at),
    at,
  };
};
