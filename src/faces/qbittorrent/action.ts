import { type Principal } from '../../http/auth/principal.js';
import { type Answer, text } from './answer.js';
import { type Parameters } from './parameters.js';

export type Call = { parameters: Parameters; caller: Principal };

/** One call of the original: what only reads is taken by GET and POST alike, what changes something by POST alone. */
export type Action = { changes: boolean; run: (call: Call) => Answer | Promise<Answer> };

/** By their path below `/api/v2/`. */
export type Actions = Readonly<Record<string, Action>>;

export const read = (run: Action['run']): Action => ({ changes: false, run });

export const change = (run: (call: Call) => unknown): Action => ({
  changes: true,
  run: async (call) => {
    await run(call);
    return text();
  },
});

/** What means nothing here, and is answered as by one who has nothing to do. */
export const nothing = (): Action => change(() => undefined);
