import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Direction } from '../log/pages.js';
import { type EventFilter, filterOf } from './event-filter.js';
import { numberOrEnd } from './far-numbers.js';
import { streamNameOf } from './identifiers.js';
import { invalidArgument, unknownFault } from './refusal.js';

type Options = streams.ReadReq.Options;
type Position = streams.ReadReq.Options.Position;
const { ReadDirection } = streams.ReadReq.Options;

/** Where a read begins: the ends, a revision of a stream, or a position in $all. */
export type From = 'start' | 'end' | number;

export type ReadRequest = {
  /** Undefined: $all. */
  readonly stream: string | undefined;
  readonly from: From;
  readonly direction: Direction;
  /** Undefined: a subscription. */
  readonly count: number | undefined;
  readonly filter: EventFilter | undefined;
  readonly resolveLinks: boolean;
  readonly structuredIds: boolean;
  /** Whether a read of a stream says where the stream begins and ends. */
  readonly tellsPositions: boolean;
};

/** @throws Refusal */
export const readRequestOf = (request: streams.ReadReq): ReadRequest => {
  const options = request.getOptions();
  if (!options) throw invalidArgument('Options are required.');
  refuseCombinations(options);
  const filter = options.getFilter();
  const question = {
    direction: directionOf(options),
    count: options.hasSubscription() ? undefined : Number(options.getCount()),
    filter: filter && filterOf(filter),
    resolveLinks: options.getResolveLinks(),
    structuredIds: options.getUuidOption()?.hasStructured() ?? false,
    tellsPositions: (options.getControlOption()?.getCompatibility() ?? 0) >= 1,
  };
  if (question.count === undefined && filter?.getCheckpointintervalmultiplier() === 0)
    throw unknownFault('The interval of checkpoints is one at least.');
  return { ...placeOf(options), ...question };
};

/** What EventStoreDB refuses before it reads anything. */
const refuseCombinations = (options: Options): void => {
  const subscription = options.hasSubscription();
  const refuse = (what: string) => {
    throw invalidArgument(`The options of a read are invalid: ${what}.`);
  };
  if (!options.hasUuidOption()) refuse('the form of ids is not said');
  if (!options.hasStream() && !options.hasAll()) refuse('neither a stream nor $all is named');
  if (!subscription && !options.hasCount()) refuse('neither a count nor a subscription is asked for');
  if (!options.hasFilter() && !options.hasNoFilter()) refuse('neither a filter nor none is named');
  if (options.hasFilter() && options.hasStream()) refuse('a stream cannot be filtered');
  const filter = options.getFilter();
  if (filter && !filter.hasMax() && !filter.hasCount()) refuse('the window of the filter is not said');
  if (subscription && directionOf(options) === 'backwards') refuse('a subscription goes forwards');
};

const directionOf = (options: Options): Direction => {
  const direction = options.getReadDirection();
  if (direction === ReadDirection.FORWARDS) return 'forwards';
  if (direction === ReadDirection.BACKWARDS) return 'backwards';
  throw invalidArgument(`The options of a read are invalid: ${String(direction)} is no direction.`);
};

const placeOf = (options: Options): { stream: string | undefined; from: From } => {
  const ofStream = options.getStream();
  if (ofStream) {
    const from = ofStream.hasRevision() ? (numberOrEnd(ofStream.getRevision()) ?? 'end') : endOf(ofStream);
    return { stream: streamNameOf(ofStream.getStreamIdentifier()), from };
  }
  const ofAll = options.getAll()!;
  const position = ofAll.getPosition();
  return { stream: undefined, from: position ? commitOf(position) : endOf(ofAll) };
};

const endOf = (from: { hasEnd(): boolean }): 'start' | 'end' => (from.hasEnd() ? 'end' : 'start');

const commitOf = (position: Position): From => {
  const commit = numberOrEnd(position.getCommitPosition());
  const prepare = numberOrEnd(position.getPreparePosition());
  if ((prepare ?? Infinity) > (commit ?? Infinity))
    throw unknownFault('The commit of a position cannot be less than its prepare.');
  if (commit === undefined && prepare !== undefined) throw unknownFault('Nothing can be read at this position.');
  return commit ?? 'end';
};
