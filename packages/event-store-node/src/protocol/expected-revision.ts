import { ANY, NO_STREAM, STREAM_EXISTS } from '../log/numbers.js';
import { numberOrEnd } from './far-numbers.js';
import { invalidArgument } from './refusal.js';

/** What the options of appends, deletes and tombstones have in common. */
type Options = {
  hasRevision(): boolean;
  getRevision(): string;
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
};

/** @throws Refusal where nothing is said */
export const expectedRevisionOf = (options: Options): number => {
  if (options.hasRevision()) return numberOrEnd(options.getRevision()) ?? NO_STREAM;
  if (options.hasAny()) return ANY;
  if (options.hasNoStream()) return NO_STREAM;
  if (options.hasStreamExists()) return STREAM_EXISTS;
  throw invalidArgument('An expected revision is required.');
};
