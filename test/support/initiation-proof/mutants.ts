import { type EventIds, EventStreams } from '../../../src/downloads/commands/event-streams.js';
import { type Cause } from '../../../src/downloads/domain/commands.js';
import { type LedgarrEvent } from '../../../src/downloads/domain/events.js';
import { type Revision, RevisionConflict } from '../../../src/event-store/event-log.js';

/** An absent holder of a claim is taken for dead, without being told so. */
export class NoFence extends EventStreams {
  override append(stream: string, events: readonly LedgarrEvent[], revision: Revision, cause: Cause, ids?: EventIds) {
    if (events[0]?.type !== 'download.initiation-fenced') return super.append(stream, events, revision, cause, ids);
    return Promise.resolve({ revision: revision as bigint, position: { commit: 0n, prepare: 0n } });
  }
}

/** On a conflict in step 5, D is read once more and the step repeated, where no attempt is active. */
export class StepFiveAlone extends EventStreams {
  override async append(
    stream: string,
    events: readonly LedgarrEvent[],
    revision: Revision,
    cause: Cause,
    ids?: EventIds,
  ) {
    for (let expected = revision; ;) {
      try {
        return await super.append(stream, events, expected, cause, ids);
      } catch (error) {
        if (!(error instanceof RevisionConflict) || events[0]?.type !== 'download.initiated') throw error;
        const again = await this.loadItem(stream);
        if (again.state.active) throw error;
        expected = again.revision;
      }
    }
  }
}

/** A claim is appended whatever others have claimed since C was read. */
export class ClaimAtAnyRevision extends EventStreams {
  override async append(
    stream: string,
    events: readonly LedgarrEvent[],
    revision: Revision,
    cause: Cause,
    ids?: EventIds,
  ) {
    for (let expected = revision; ;) {
      try {
        return await super.append(stream, events, expected, cause, ids);
      } catch (error) {
        if (!(error instanceof RevisionConflict) || events[0]?.type !== 'content.claimed') throw error;
        expected = (await this.loadContent(stream)).revision;
      }
    }
  }
}
