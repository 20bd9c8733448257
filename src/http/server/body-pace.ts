import { type preParsingHookHandler } from 'fastify';
import { problemOfStatus } from '../answer-problem.js';
import { ProblemError } from '../problem.js';
import { hasBody } from './unread-body.js';

export type Pace = {
  /** Milliseconds before anything is expected of a body. */
  graceMs: number;
  /** What then must have come at the least, on the whole. A slow line brings more, who holds a request open brings less. */
  bytesPerSecond: number;
};

/** Refuses a body that trickles, with 408. */
export const bodyPace =
  ({ graceMs, bytesPerSecond }: Pace): preParsingHookHandler =>
  ({ raw }, reply, payload, done) => {
    done(null, payload);
    if (raw.complete || !hasBody(raw)) return;
    const { socket } = raw;
    const [begun, before] = [Date.now(), socket.bytesRead];
    const timer = setInterval(() => {
      const expected = ((Date.now() - begun - graceMs) / 1_000) * bytesPerSecond;
      if (raw.complete || raw.destroyed) clearInterval(timer);
      else if (socket.bytesRead - before < expected) {
        clearInterval(timer);
        reply.send(new ProblemError(problemOfStatus(408, `body: ${bytesPerSecond} bytes a second are expected.`)));
      }
    }, graceMs / 4);
    timer.unref();
    raw.once('close', () => clearInterval(timer));
  };
