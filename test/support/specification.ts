import { type Cause, type DownloadCommand } from '../../src/downloads/domain/commands.js';
import { decide } from '../../src/downloads/domain/decide.js';
import { type DownloadEvent } from '../../src/downloads/domain/events.js';
import { evolve } from '../../src/downloads/domain/evolve.js';
import { type RefusalDetails, type RefusalCode, Refused } from '../../src/downloads/domain/refused.js';
import { NO_DOWNLOADS } from '../../src/downloads/domain/state.js';

export const cause: Cause = {
  commandId: '00000000-0000-4000-8000-00000000c0de',
  correlationId: 'correlation',
  causationId: 'causation',
  actor: 'test',
  at: '2026-01-02T03:04:05.000Z',
};

/** `given(what happened).when(a command).then(what is new)` or `.refused(code, details)`, compared to the letter. */
export const given = (...history: DownloadEvent[]) => ({
  when: (command: DownloadCommand) => {
    const run = () => decide(command, history.reduce(evolve, NO_DOWNLOADS));
    return {
      then: (...expected: DownloadEvent[]) => expect(run()).toEqual(expected),
      refused: (code: RefusalCode, details: RefusalDetails = {}) => {
        const refusal = caught(run);
        expect(refusal).toBeInstanceOf(Refused);
        expect({ code: refusal.code, details: refusal.details }).toEqual({ code, details });
      },
    };
  },
});

function caught(run: () => unknown): Refused {
  try {
    run();
  } catch (error) {
    return error as Refused;
  }
  throw new Error('it was not refused');
}
