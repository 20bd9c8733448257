import { DecisionRunner } from '../../../src/downloads/streams/decision-runner.js';
import { StreamRepository, type StreamExistenceHint } from '../../../src/downloads/streams/stream-repository.js';
import { Initiation } from '../../../src/downloads/initiation/initiation.js';
import { InitiationOrJoin } from '../../../src/downloads/initiation/initiation-or-join.js';
import { ClaimProtocol } from '../../../src/downloads/initiation/claim-protocol.js';
import { type Clock } from '../../../src/downloads/initiation/clock.js';
import { SerialByKey } from '../../../src/downloads/initiation/serial-by-key.js';
import { type StreamDirectory } from '../../../src/downloads/streams/stream-directory.js';
import {
  EventLog,
  type NewEvent,
  type Position,
  type Revision,
  RevisionConflict,
  type StoredEvent,
  type StreamSlice,
} from '../../../src/event-store/event-log.js';
import { type ImportParts } from '../../../src/imports/attempts/import-parts.js';
import { type Actor, type Chance } from '../deterministic-scheduler.js';
import { type MemoryEventLog } from '../memory-event-log.js';
import { type Oracle } from './oracle.js';

/** What one schedule is made of. */
export type World = { log: MemoryEventLog; oracle: Oracle; chance: Chance; now: () => number; lostAnswers: number };

/** The log as one instance sees it in one schedule: each call takes a turn before its effect, and one after. */
class LogSeenByActor extends EventLog {
  actor!: Actor;
  world!: World;

  async readStream(stream: string, after?: Revision): Promise<StreamSlice> {
    await this.actor.turn('reads', stream);
    const slice = await this.world.log.readStream(stream, after);
    await this.actor.turn('has read', stream);
    return slice;
  }

  /** The projections know of it, or not yet, or of something that is not there. */
  async mayBeThere(stream: string): Promise<boolean> {
    await this.actor.turn('asks for', stream);
    return this.world.chance.once(2);
  }

  /** An answer may be lost: then the outcome is unknown, and the very same is asked again, as `askAgain` does. */
  async append(stream: string, events: readonly NewEvent[], expected: Revision) {
    for (;;) {
      await this.actor.turn('appends to', stream);
      const outcome = await this.effect(stream, events, expected);
      await this.actor.turn('hears from', stream);
      if (this.losesAnswer()) continue;
      if (outcome instanceof RevisionConflict) throw outcome;
      return outcome;
    }
  }

  private async effect(stream: string, events: readonly NewEvent[], expected: Revision) {
    const { log, oracle } = this.world;
    try {
      const written = await log.append(stream, events, expected);
      const fresh = log.events.slice(oracle.length);
      for (const event of fresh)
        this.actor.note(() => `  wrote ${event.revision}@${stream} ${event.type} ${JSON.stringify(event.data)}`);
      oracle.see(fresh);
      if (fresh.length === 0) this.actor.note(() => '  had written it before');
      return written;
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
      this.actor.note(() => `  conflict: ${stream} is no longer at ${expected}`);
      return error;
    }
  }

  private losesAnswer(): boolean {
    if (this.actor.crashes === 'never' || !this.world.chance.once(24)) return false;
    this.world.lostAnswers += 1;
    this.actor.note(() => '  the answer is lost');
    return true;
  }

  lastPosition(): Promise<Position | null> {
    throw new Error('no part of the protocol');
  }

  async *subscribe(): AsyncIterable<StoredEvent> {
    throw new Error('no part of the protocol');
  }
}

/** How the parts of an instance are made: a mutant makes other ones. */
export type Make = (log: EventLog, hint: StreamExistenceHint) => StreamRepository;

/**
 * One running process: its own cache, its own lanes. It serves in many schedules, whose streams have names of
 * their own, because a cache of 5,000 streams takes longer to make than a schedule to run.
 */
export class Instance {
  private readonly log = new LogSeenByActor();
  readonly streams: StreamRepository;

  constructor(make: Make) {
    this.streams = make(this.log, (stream) => this.log.mayBeThere(stream));
  }

  enter(world: World, actor: Actor): void {
    this.log.world = world;
    this.log.actor = actor;
  }

  initiation(graceMs: number): Initiation {
    return new Initiation(this.streams, new SerialByKey(), this.clock, graceMs);
  }

  /** Whatever the projections know of the item: nothing, here. */
  initiationOrJoin(graceMs: number): InitiationOrJoin {
    const nobody = { find: () => Promise.resolve(null) };
    return new InitiationOrJoin(this.initiation(graceMs), this.runner(), nobody, this.clock);
  }

  /** For an import that asks nothing but the log. */
  importParts(graceMs: number): ImportParts {
    return {
      streams: this.streams,
      protocol: new ClaimProtocol(this.streams, this.clock, graceMs),
      known: new Map(),
      keepRelease: () => Promise.resolve(null),
      hasItem: () => false,
    };
  }

  private get clock(): Clock {
    const { actor, world } = this.log;
    return {
      now: world.now,
      pause: (milliseconds) => actor.turn('pauses', `${milliseconds} ms`, world.now() + milliseconds),
    };
  }

  /** The projections, where streams are looked up, are no part of the protocol. */
  runner(): DecisionRunner {
    return new DecisionRunner(this.streams, this.directory as StreamDirectory);
  }

  get directory(): Pick<StreamDirectory, 'streamOf'> {
    const { oracle } = this.log.world;
    return { streamOf: (id) => Promise.resolve(oracle.streamOf(id) ?? '') };
  }
}
