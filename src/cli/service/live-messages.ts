import { EventSourceParserStream } from 'eventsource-parser/stream';
import { BackOff } from '../../back-off/back-off.js';
import { EXIT } from '../command-failed.js';
import { RefusedByService, type Service } from './service.js';

export type LiveMessage = { event: string; data: unknown };

/** The service says something every ten seconds. */
const SILENCE_MS = 30_000;
const RANGE = { firstMs: 500, maxMs: 5_000 };

/**
 * The messages of the live queue. A lost connection is made again, and is told as the message `lost`.
 * @throws RefusedByService where the key does not allow it; CommandFailed where nobody answers at the beginning
 */
export async function* liveMessages(service: Service, signal: AbortSignal): AsyncGenerator<LiveMessage> {
  const backOff = new BackOff(RANGE);
  let last: string | undefined;
  let begun = false;
  while (!signal.aborted) {
    try {
      for await (const { event = 'message', data, id } of messages(service, last, signal)) {
        begun = true;
        backOff.reset();
        last = id ?? last;
        yield { event, data: JSON.parse(data) as unknown };
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!begun || (error instanceof RefusedByService && error.exitCode !== EXIT.unreachable)) throw error;
    }
    yield { event: 'lost', data: {} };
    await backOff.wait(signal);
  }
}

async function* messages(service: Service, last: string | undefined, ended: AbortSignal) {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE_MS);
  const headers = last === undefined ? undefined : { 'Last-Event-ID': last };
  const signal = AbortSignal.any([ended, silence.signal]);
  try {
    const { body } = await service.open('GET', '/downloads/live?topics=queue', { headers, signal });
    for await (const message of body!.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())) {
      timer.refresh();
      yield message;
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}
