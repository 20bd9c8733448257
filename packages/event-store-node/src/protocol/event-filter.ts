import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Entry } from '../log/entry.js';
import { invalidArgument, unknownFault } from './refusal.js';

type Message = streams.ReadReq.Options.FilterOptions;
type Expression = streams.ReadReq.Options.FilterOptions.Expression;

export type EventFilter = {
  passes(entry: Entry): boolean;
  /** Set where names of streams that begin so are all that passes. */
  readonly streamPrefixes: readonly string[] | undefined;
  /** Events of the log between two looks at whether a checkpoint is due. */
  readonly window: number;
  /** Looks from one checkpoint to the next. */
  readonly interval: number;
};

/** EventStoreDB's own, where the request says none. */
const DEFAULT_WINDOW = 32;

/** @throws Refusal for an expression that does not parse */
export const filterOf = (message: Message): EventFilter => {
  const ofStream = message.getStreamIdentifier();
  const ofType = message.getEventType();
  const expression = ofStream ?? ofType;
  if (!expression) throw invalidArgument('A filter needs an expression.');
  const matches = matcherOf(expression);
  return {
    passes: ofStream ? (entry) => matches(entry.stream) : (entry) => matches(entry.type),
    streamPrefixes: ofStream && !ofStream.getRegex() ? ofStream.getPrefixList() : undefined,
    window: message.hasMax() && message.getMax() > 0 ? message.getMax() : DEFAULT_WINDOW,
    interval: Math.max(1, message.getCheckpointintervalmultiplier()),
  };
};

const matcherOf = (expression: Expression): ((text: string) => boolean) => {
  const regex = expression.getRegex();
  if (regex) {
    const pattern = compiled(regex);
    return (text) => pattern.test(text);
  }
  const prefixes = expression.getPrefixList();
  return (text) => prefixes.some((prefix) => text.startsWith(prefix));
};

const compiled = (regex: string): RegExp => {
  try {
    return new RegExp(regex);
  } catch (error) {
    if (error instanceof SyntaxError) throw unknownFault(`Invalid pattern '${regex}': ${error.message}`);
    throw error;
  }
};
