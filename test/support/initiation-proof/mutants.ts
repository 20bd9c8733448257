import { type EventIds, StreamRepository } from '../../../src/downloads/streams/stream-repository.js';
import { type Cause } from '../../../src/downloads/domain/commands.js';
import { type LedgarrEvent } from '../../../src/downloads/domain/events.js';
import { type NewEvent, type Revision, RevisionConflict } from '../../../src/event-store/event-log.js';

/** An absent holder of a claim is taken for dead, without being told so. */
export class NoFence extends StreamRepository {
  override append(stream: string, events: readonly LedgarrEvent[], revision: Revision, cause: Cause, ids?: EventIds) {
    if (events[0]?.type !== 'download.initiation-fenced') return super.append(stream, events, revision, cause, ids);
    return Promise.resolve({ revision: revision as bigint, position: { commit: 0n, prepare: 0n } });
  }
}

/** On a conflict, what begins with one type of event is appended again by itself, at a revision that was read anew. */
abstract class AppendAgain extends StreamRepository {
  protected abstract readonly type: LedgarrEvent['type'];

  /** @returns null where the conflict stands */
  protected abstract readAnew(stream: string): Promise<Revision | null>;

  override async appendWritten(stream: string, events: readonly NewEvent[], revision: Revision) {
    for (let expected = revision; ;) {
      try {
        return await super.appendWritten(stream, events, expected);
      } catch (error) {
        if (!(error instanceof RevisionConflict) || events[0]?.type !== this.type) throw error;
        const again = await this.readAnew(stream);
        if (again === null) throw error;
        expected = again;
      }
    }
  }
}

/** On a conflict in step 5, D is read once more and the step repeated, where no attempt is active. */
export class StepFiveAlone extends AppendAgain {
  protected readonly type = 'download.initiated';

  protected async readAnew(stream: string): Promise<Revision | null> {
    const { state, revision } = await this.loadItem(stream);
    return state.active ? null : revision;
  }
}

/** A claim is appended whatever others have claimed since C was read. */
export class ClaimAtAnyRevision extends AppendAgain {
  protected readonly type = 'content.claimed';

  protected async readAnew(stream: string): Promise<Revision | null> {
    return (await this.loadContent(stream)).revision;
  }
}

/** On a conflict, a download is joined all the same, whatever has become of it. */
export class JoinWhateverItIs extends AppendAgain {
  protected readonly type = 'download.joined';

  protected async readAnew(stream: string): Promise<Revision | null> {
    return (await this.loadItem(stream)).revision;
  }
}

/** On a conflict, what leaving comes to is written all the same, whoever has joined or left since. */
export class LeaveWhoeverWaits extends AppendAgain {
  protected readonly type = 'download.left';

  protected async readAnew(stream: string): Promise<Revision | null> {
    return (await this.loadItem(stream)).revision;
  }
}

/** A claim has the same id at whatever revision it is made. */
export class OneIdForEachClaim extends StreamRepository {
  override append(stream: string, events: readonly LedgarrEvent[], revision: Revision, cause: Cause, ids?: EventIds) {
    const [event] = events;
    const same = event?.type === 'content.claimed' ? { namespace: event.data.downloadId, from: 0 } : ids;
    return super.append(stream, events, revision, cause, same);
  }
}
