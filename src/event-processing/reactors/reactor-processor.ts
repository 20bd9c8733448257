import { type StoredEvent } from '../../event-store/event-log.js';
import { messageOf } from '../processor/error-message.js';
import { type ParkedEventHandler } from '../processor/parked-events.js';
import { park, parkedStreamsSql, storedName, streamsOf, type ParkedStream } from '../processor/parking.js';
import { type BatchHandler, type Processor, type ProcessorSession } from '../processor/processor.js';
import { BackOff } from '../../back-off/back-off.js';
import { type Reactor } from './reactor.js';

const DEFAULT_ATTEMPTS = 5;

/** Runs a reactor: an event is handled, and then the checkpoint moves past it. */
export const reactorProcessor = (reactor: Reactor): Processor => ({
  kind: 'reactor',
  name: reactor.name,
  version: 1,
  streams: reactor.streams,
  startFrom: reactor.startFrom,
  tables: [],
  open: (session) => Promise.resolve(openReactor(reactor, session)),
});

/** Handles parked events of a reactor again. */
export const handleParked =
  (reactor: Reactor, signal: AbortSignal): ParkedEventHandler =>
  () =>
    Promise.resolve((event) => errorOf(reactor, event, signal));

function openReactor(reactor: Reactor, { client, signal, checkpoint }: ProcessorSession): BatchHandler {
  const lot = { processor: reactor.name, schema: 'public' };
  const question = parkedStreamsSql(lot);
  const isParked = (event: StoredEvent, parked: ParkedStream[]) => streamsOf(parked).has(storedName(event.streamId));

  /** @returns false where a retry has freed the stream since it was looked at */
  async function parkBehind(event: StoredEvent): Promise<boolean> {
    try {
      await checkpoint.commit<ParkedStream>([event], question, async (parked) => {
        if (!isParked(event, parked)) throw new StreamFreed();
        await park(client, lot, [{ event, error: null }]);
      });
      return true;
    } catch (error) {
      if (error instanceof StreamFreed) return false;
      throw error;
    }
  }

  async function react(event: StoredEvent): Promise<void> {
    const { rows } = await client.query<ParkedStream>(question);
    if (isParked(event, rows) && (await parkBehind(event))) return;
    const error = await tryRepeatedly(reactor, event, signal);
    await checkpoint.commit([event], question, async () => {
      if (error !== null) await park(client, lot, [{ event, error: messageOf(error) }]);
    });
  }

  return async (events) => {
    for (const event of events) {
      signal.throwIfAborted();
      await react(event);
    }
  };
}

class StreamFreed extends Error {}

/** @returns the error of the last attempt; null where one succeeded */
async function tryRepeatedly(reactor: Reactor, event: StoredEvent, signal: AbortSignal): Promise<unknown> {
  const backOff = new BackOff();
  for (let attempt = 1; ; attempt += 1) {
    const error = await errorOf(reactor, event, signal);
    if (error === null || attempt >= (reactor.attempts ?? DEFAULT_ATTEMPTS)) return error;
    await backOff.wait(signal);
    signal.throwIfAborted();
  }
}

async function errorOf(reactor: Reactor, event: StoredEvent, signal: AbortSignal): Promise<unknown> {
  try {
    await reactor.handle(event, signal);
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return error ?? new Error('it was refused without a reason');
  }
}
