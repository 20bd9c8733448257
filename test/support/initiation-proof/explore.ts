import { StreamRepository } from '../../../src/downloads/streams/stream-repository.js';
import { type Initiated, itemStream } from '../../../src/downloads/initiation/initiation.js';
import { RetryDownload, RetryDownloadHandler } from '../../../src/downloads/commands/retry-download.js';
import { RetryPreparation } from '../../../src/downloads/initiation/retry-preparation.js';
import { DecisionRunner } from '../../../src/downloads/streams/decision-runner.js';
import { type ClientSelector } from '../../../src/downloads/initiation/client-selector.js';
import {
  CancelDownload,
  type Cause,
  CompleteDownload,
  FailDownload,
  FinishCancellation,
  LeaveDownload,
  ReportItemGone,
} from '../../../src/downloads/domain/commands.js';
import { type Content } from '../../../src/downloads/domain/content.js';
import { Refused } from '../../../src/downloads/domain/refused.js';
import { type ActiveRetry } from '../../../src/downloads/initiation/checks/active-retry.js';
import { type StreamDirectory } from '../../../src/downloads/streams/stream-directory.js';
import { importItem } from '../../../src/imports/attempts/item-import.js';
import { planImport } from '../../../src/imports/attempts/plan.js';
import { type ReleaseSources } from '../../../src/releases/release-sources.js';
import { type Actor, Chance, Scheduler } from '../deterministic-scheduler.js';
import { MemoryEventLog } from '../memory-event-log.js';
import { Instance, type Make, type World } from './instance.js';
import { Oracle } from './oracle.js';
import { Violation } from './violation.js';
import { attemptsRemembered } from './remembered.js';
import { type Ask, scenario, type Scenario } from './scenarios.js';

/** What schedules came to. Turns are places where the scheduler chose who goes on. */
export type Tally = {
  schedules: number;
  turns: number;
  initiated: number;
  refused: number;
  imported: number;
  joined: number;
  endedByLeaving: number;
  crashed: number;
  fences: number;
  lostAnswers: number;
  violations: number;
};

export const noTally = (): Tally => {
  const came = { initiated: 0, refused: 0, imported: 0, joined: 0, endedByLeaving: 0 };
  return { schedules: 0, turns: 0, ...came, crashed: 0, fences: 0, lostAnswers: 0, violations: 0 };
};

const client = 'c';
/** Runs schedules over the real handler, each made from a seed alone, so that it can be run again. */
export class Exploration {
  readonly tally = noTally();
  private readonly instances: Instance[] = [];
  private readonly importing: Instance[] = [];

  /**
   * @param make what all instances are made of, and
   * @param makeImporting those that import
   */
  constructor(
    private readonly make: Make = (log, hint) => new StreamRepository(log, hint),
    private readonly makeImporting: Make = make,
    readonly scenarioOf: (chance: Chance) => Scenario = scenario,
  ) {}

  /** @returns what was broken, if anything was */
  async run(seed: number, tracing = false): Promise<{ violation: Violation | null; trace: readonly string[] }> {
    const schedule = new OneSchedule(seed, this, this.tally, tracing);
    const violation = await schedule.run();
    this.tally.schedules += 1;
    if (violation) this.tally.violations += 1;
    return { violation, trace: schedule.trace };
  }

  instance(number: number, imports: boolean): Instance {
    if (imports) return (this.importing[number] ??= new Instance(this.makeImporting));
    return (this.instances[number] ??= new Instance(this.make));
  }
}

class OneSchedule {
  private readonly chance: Chance;
  private readonly scheduler: Scheduler;
  private readonly world: World;
  private readonly grace: number;
  private readonly actors: Actor[] = [];
  /** By command: the download that it was answered with, the download that it was refused for. */
  private readonly answers = new Map<string, string>();
  private readonly refusals = new Map<string, string>();
  private readonly tag: string;
  private violation: Violation | null = null;

  constructor(
    private readonly seed: number,
    private readonly parts: Pick<Exploration, 'instance' | 'scenarioOf'>,
    private readonly tally: Tally,
    tracing: boolean,
  ) {
    this.tag = (seed >>> 0).toString(16).padStart(8, '0');
    this.chance = new Chance(seed);
    const weather = { stickiness: this.chance.of([0, 50, 80, 93]), crashes: this.chance.of([0, 0, 1, 2]) };
    this.scheduler = new Scheduler(this.chance, weather, tracing);
    this.grace = this.chance.of([0, 5, 15]);
    const { scheduler, chance } = this;
    this.world = {
      log: new MemoryEventLog({ now: () => NEVER_MIND, uncopied: true }),
      oracle: new Oracle(),
      chance,
      now: () => scheduler.now,
      lostAnswers: 0,
    };
  }

  get trace(): readonly string[] {
    return this.scheduler.trace;
  }

  async run(): Promise<Violation | null> {
    const { name, before = [], asks, ends = 0 } = this.parts.scenarioOf(this.chance);
    this.title(name);
    try {
      const earlier = before.map(() => this.command());
      for (const [i, ask] of before.entries()) {
        const crash = (does: string, what: string) => does === 'appends to' && what.startsWith('download-');
        this.ask(`before${i}`, ask, earlier[i]!, ask.crashedAfterClaim ? crash : 'never');
        await this.scheduler.run();
      }
      const commands = asks.map(() => this.command());
      const olds = this.world.oracle.active().map(({ id }) => id);
      for (const [i, ask] of asks.entries()) {
        const command = earlier[ask.repeatsBefore ?? -1] ?? commands[ask.repeats ?? i]!;
        this.ask('abcd'[i]!, ask, command, undefined, olds[ask.retries ?? ask.leavesBefore ?? -1]);
      }
      if (ends > 0) this.endSome(ends);
      await this.scheduler.run();
      if (!this.violation) await this.comesThrough(asks);
    } catch (error) {
      this.broken(error);
    }
    this.count();
    return this.violation;
  }

  /** Liveness: whoever asks afterwards is refused only for what is active, and comes through once that has ended. */
  private async comesThrough(asks: readonly Ask[]): Promise<void> {
    const { oracle } = this.world;
    const { item, content } = this.chance.of(asks);
    const inTheWay = oracle.active().length;
    for (let i = 0; i <= inTheWay && !this.violation; i++) {
      const command = this.command();
      this.ask(`fresh${i}`, { item, content }, command, 'never');
      await this.scheduler.run();
      if (oracle.initiatedBy(command)) return;
      const existing = this.refusals.get(command) ?? '';
      this.act(`end${i}`, 'never', async (_, instance) => {
        await instance.runner().run(new CancelDownload(existing, false, true, causeOf(this.command())));
      });
      await this.scheduler.run();
    }
    throw new Violation(`a fresh request for ${item} never comes through`);
  }

  private ask(name: string, ask: Ask, command: string, crashes: Actor['crashes'], retryOf?: string): void {
    if (ask.imports) return this.imports(name, ask, command, crashes);
    if (ask.leavesBefore !== undefined) return this.leaves(name, crashes, retryOf);
    if (ask.joins) return this.joins(name, ask, command, crashes);
    const content = this.own(ask.content);
    const itemKey = `${ask.item}${this.tag}`;
    this.act(name, crashes, async (actor, instance) => {
      const since = this.world.oracle.length;
      actor.note(
        () => `  asks for ${ask.item}, ${JSON.stringify(content)}${ask.force ? ', forced' : ''}, as ${command}`,
      );
      try {
        const { downloadId } = await this.initiate(instance, itemKey, content, ask, command, retryOf);
        actor.note(() => `  is answered ${downloadId}`);
        this.answered(command, downloadId);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        const { existing } = error.details;
        actor.note(() => `  is refused for ${existing}`);
        this.tally.refused += 1;
        this.refusals.set(command, existing ?? '');
        this.world.oracle.justified(existing, since, itemStream(client, itemKey), content);
        if (existing === this.answers.get(command)) throw new Violation(`${existing} was refused for itself`);
      }
    });
  }

  /** Asks for it or joins what is in the way, and may leave that again. */
  private joins(name: string, ask: Ask, command: string, crashes: Actor['crashes']): void {
    const content = this.own(ask.content);
    const itemKey = `${ask.item}${this.tag}`;
    this.act(name, crashes, async (actor, instance) => {
      const since = this.world.oracle.length;
      actor.note(() => `  asks for ${ask.item}, or to join what has it, as ${command}`);
      const request = {
        attempt: { ...ATTEMPT, itemKey, content },
        force: false,
        cause: { ...causeOf(command), actor: name },
      };
      try {
        const { downloadId, joinId } = await instance.initiationOrJoin(this.grace).initiateOrJoin(request);
        actor.note(() => `  is answered ${downloadId}, ${joinId ? `joined as ${joinId}` : 'initiated'}`);
        if (joinId === null) this.answered(command, downloadId);
        else this.world.oracle.askers.requireKnown(downloadId, joinId);
        if (ask.leaves) await this.leave(instance, downloadId, joinId ?? downloadId);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        this.tally.refused += 1;
        this.world.oracle.justified(error.details.existing, since, itemStream(client, itemKey), content);
      }
    });
  }

  /** Who has asked for it first leaves. */
  private leaves(name: string, crashes: Actor['crashes'], downloadId = ''): void {
    this.act(name, crashes, async (_, instance) => {
      if (downloadId !== '') await this.leave(instance, downloadId, downloadId);
    });
  }

  private async leave(instance: Instance, downloadId: string, joinId: string): Promise<void> {
    const cause = causeOf(this.command());
    const reason = this.chance.of(['user', 'collected'] as const);
    await instance.runner().run(new LeaveDownload(downloadId, joinId, this.chance.once(2), reason, cause));
  }

  private imports(name: string, ask: Ask, command: string, crashes: Actor['crashes']): void {
    const content = this.own(ask.content);
    const itemKey = `${ask.item}${this.tag}`;
    const run = async (actor: Actor, instance: Instance) => {
      const since = this.world.oracle.length;
      const attempts = attemptsRemembered(client, itemKey, content, command);
      const [plan] = planImport(attempts);
      actor.note(() => `  imports ${ask.item}, ${JSON.stringify(content)}, as ${command}`);
      const results = await importItem(plan!, instance.importParts(this.grace));
      for (const { attempt, result, becomes } of results) {
        actor.note(() => `  finds ${attempt.downloadId} ${result}, ${becomes}`);
        const { downloadId, commandId } = attempt;
        if (this.world.oracle.initiatedBy(commandId)?.id !== downloadId)
          throw new Violation(`${downloadId} was imported, but is not`);
        if (commandId === command) this.imported(downloadId, becomes, since, itemStream(client, itemKey), content);
      }
    };
    this.act(name, crashes, run, true);
  }

  private imported(id: string, becomes: string, since: number, stream: string, content: Content | null): void {
    this.tally.imported += 1;
    const { oracle } = this.world;
    if (oracle.isAside(id)) oracle.justifiedAside(id, since, stream, content);
    else if (becomes === 'active') this.tally.initiated += 1;
  }

  private initiate(
    instance: Instance,
    itemKey: string,
    content: Content | null,
    { force }: Ask,
    command: string,
    retryOf?: string,
  ): Promise<Initiated> {
    const initiation = instance.initiation(this.grace);
    const cause = causeOf(command);
    if (retryOf) {
      const clients = { selectForRetry: (id: string) => Promise.resolve({ id }) } as unknown as ClientSelector;
      const directory = instance.directory as StreamDirectory;
      const preparation = new RetryPreparation(new DecisionRunner(instance.streams, directory), ONE_CLIENT, NO_LINKS);
      const handler = new RetryDownloadHandler(preparation, clients, initiation);
      return handler.execute(new RetryDownload(retryOf, cause));
    }
    return initiation.initiate({ attempt: { ...ATTEMPT, itemKey, content }, force: force ?? false, cause });
  }

  private answered(command: string, downloadId: string): void {
    const { oracle, log } = this.world;
    this.tally.initiated += 1;
    const before = this.answers.get(command);
    if (before && before !== downloadId) throw new Violation(`one command, two answers: ${before}, ${downloadId}`);
    this.answers.set(command, downloadId);
    if (oracle.initiatedBy(command)?.id !== downloadId) throw new Violation(`${downloadId} was answered, but is not`);
    if (log.events.length !== oracle.length) throw new Error('the oracle missed an event');
  }

  /** Ends active downloads, in each way that there is. */
  private endSome(count: number): void {
    this.act('ender', undefined, async (actor, instance) => {
      const runner = instance.runner();
      for (let ended = 0, looks = 0; ended < count && looks < 8; looks++) {
        await actor.turn('looks', 'for something active');
        const active = this.world.oracle.active();
        if (active.length === 0) continue;
        const { id } = this.chance.of(active);
        for (const end of this.chance.of(ENDS)(id, causeOf(this.command()), causeOf(this.command()))) {
          // Somebody else may have ended it meanwhile: a person is told so, and that is no matter here.
          await runner.run(end).catch((error: unknown) => this.unlessRefused(error));
        }
        ended += 1;
      }
    });
  }

  private unlessRefused(error: unknown): void {
    if (!(error instanceof Refused)) throw error;
  }

  private act(
    name: string,
    crashes: Actor['crashes'],
    task: (actor: Actor, instance: Instance) => Promise<void>,
    imports = false,
  ): void {
    const instance = this.parts.instance(this.actors.length, imports);
    const run = async (actor: Actor) => {
      try {
        await task(actor, instance);
      } catch (error) {
        this.broken(error);
      }
    };
    const actor = this.scheduler.start(name, run, crashes);
    instance.enter(this.world, actor);
    this.actors.push(actor);
  }

  /** Whatever is thrown that is no refusal breaks a promise: running out of rounds, for one. */
  private broken(error: unknown): void {
    this.violation ??= error instanceof Violation ? error : new Violation(String(error), { cause: error });
    this.title(`VIOLATION: ${this.violation.message}`);
  }

  private own(content: Content | null): Content | null {
    return content && { ...content, mediaId: this.tag };
  }

  private commands = 0;

  private command(): string {
    return `${this.tag}-0000-4000-8000-${String(this.commands++).padStart(12, '0')}`;
  }

  private title(text: string): void {
    this.scheduler.trace.push(text);
  }

  private count(): void {
    this.tally.turns += this.scheduler.turns;
    this.tally.joined += this.world.oracle.askers.joins;
    this.tally.endedByLeaving += this.world.oracle.askers.endings;
    this.tally.fences += this.world.oracle.fences;
    this.tally.lostAnswers += this.world.lostAnswers;
    this.tally.crashed += this.actors.filter(({ state }) => state === 'crashed').length;
  }
}

const NEVER_MIND = new Date(0);
/** The attempts have none. */
const NO_LINKS = {} as ReleaseSources;
/** A retry in another client is asked about in the projections, which have no part in the protocol. */
const ONE_CLIENT = { of: () => Promise.resolve(null) } as unknown as ActiveRetry;

const causeOf = (commandId: string): Cause => {
  return { commandId, correlationId: commandId, causationId: commandId, actor: 'api', at: '2026-01-01T00:00:00.000Z' };
};

const ATTEMPT = {
  client,
  downloadClientId: null,
  protocol: 'torrent',
  title: 'A release',
  category: null,
  priority: null,
  indexer: null,
  sizeBytes: null,
  releaseRef: null,
  origin: 'request',
  retryOf: null,
} as const;

const ENDS = [
  (id: string, cause: Cause) => [new CompleteDownload(id, null, [], null, cause)],
  (id: string, cause: Cause) => [new FailDownload(id, 'stalled', null, cause)],
  (id: string, cause: Cause) => [new CancelDownload(id, false, true, cause)],
  (id: string, cause: Cause) => [new ReportItemGone(id, cause)],
  (id: string, cause: Cause, next: Cause) => [
    new CancelDownload(id, false, false, cause),
    new FinishCancellation(id, true, next),
  ],
];
