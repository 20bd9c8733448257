import streams from '@eventstore/db-client/generated/streams_pb.js';
import { POSITION_STEP } from '../log/numbers.js';
import type { Direction } from '../log/pages.js';
import { type EventFilter, filterOf } from './event-filter.js';
import { streamNameOf } from './identifiers.js';
import { invalidArgument, unknownFault } from './refusal.js';

type Options = streams.ReadReq.Options;

/** Where a read begins: the ends, a revision of a stream, or a position in $all. */
export type From = 'start' | 'end' | number;

export type ReadQuestion = {
  /** Undefined: $all. */
  readonly stream: string | undefined;
  readonly from: From;
  readonly direction: Direction;
  /** Undefined: a subscription. */
  readonly count: number | undefined;
  readonly filter: EventFilter | undefined;
  readonly resolveLinks: boolean;
  readonly structuredIds: boolean;
};

/** @throws Refusal */
export const readQuestionOf = (request: streams.ReadReq): ReadQuestion => {
  const options = request.getOptions();
  if (!options) throw invalidArgument('Options are required.');
  const filter = options.getFilter();
  return {
    ...placeOf(options),
    direction: options.getReadDirection() === streams.ReadReq.Options.ReadDirection.FORWARDS ? 'forwards' : 'backwards',
    count: options.hasSubscription() ? undefined : Number(options.getCount()),
    filter: filter && filterOf(filter),
    resolveLinks: options.getResolveLinks(),
    structuredIds: options.getUuidOption()?.hasStructured() ?? false,
  };
};

const placeOf = (options: Options): { stream: string | undefined; from: From } => {
  const ofStream = options.getStream();
  if (ofStream) {
    const from = ofStream.hasRevision() ? Number(ofStream.getRevision()) : ofStream.hasEnd() ? 'end' : 'start';
    return { stream: streamNameOf(ofStream.getStreamIdentifier()), from };
  }
  const ofAll = options.getAll();
  if (!ofAll) throw unknownFault('What to read is not said.');
  const position = ofAll.getPosition();
  const from = position ? Number(position.getCommitPosition()) : ofAll.hasEnd() ? 'end' : 'start';
  return { stream: undefined, from };
};

/** The first event at or after a position, and the last one at or before it. */
export const ordinalAtOrAfter = (position: number): number => Math.ceil(position / POSITION_STEP);
export const ordinalAtOrBefore = (position: number): number => Math.floor(position / POSITION_STEP);
