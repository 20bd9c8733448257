/** A source of chance that gives the same for the same seed (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  /** 0 ≤ result < `below`, whole. */
  below(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return Math.floor((((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32) * below);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}

type Point = { actor: Actor; does: string; what: string; until: number; reached: () => void };

/** Somebody who does one thing after another, and goes on only when the scheduler says so. */
export class Actor {
  /** Points at which it waits: several, while it does things side by side. */
  waiting = 0;
  state: 'alive' | 'done' | 'crashed' = 'alive';

  constructor(
    readonly name: string,
    private readonly scheduler: Scheduler,
    /** Where it crashes for certain; `undefined`: where chance has it; `never`: nowhere. */
    readonly crashes: 'never' | ((does: string, what: string) => boolean) | undefined,
  ) {}

  /** Waits for its turn. After a crash that never comes. @param until virtual time, in milliseconds */
  turn(does: string, what = '', until = 0): Promise<void> {
    return new Promise((reached) => this.scheduler.arrive({ actor: this, does, what, until, reached }));
  }

  note(text: () => string): void {
    this.scheduler.note(this, text);
  }
}

/** How wild one run is. */
export type Weather = {
  /** In 100: how often the one who went last goes on. High: few switches, so one may be overtaken by a whole request. */
  stickiness: number;
  /** How many may crash. */
  crashes: number;
};

const MOST_TURNS = 5_000;

/**
 * Runs actors one at a time, in an order that chance decides; time is virtual, and passes only when all the rest
 * may be slower than any clock. The same chance and the same actors give the same run, turn by turn.
 */
export class Scheduler {
  /** In milliseconds. */
  now = 0;
  turns = 0;
  readonly trace: string[] = [];
  private points: Point[] = [];
  private last: Actor | null = null;
  private moved: (() => void) | null = null;

  constructor(
    private readonly chance: Chance,
    private readonly weather: Weather,
    private readonly tracing: boolean,
  ) {}

  /** @param task its rejection is the task's own business: nothing here catches it */
  start(name: string, task: (actor: Actor) => Promise<void>, crashes?: Actor['crashes']): Actor {
    const actor = new Actor(name, this, crashes);
    void this.live(actor, task);
    return actor;
  }

  /** Until every actor is done or crashed. @throws Error when there is no end of it */
  async run(): Promise<void> {
    const end = this.turns + MOST_TURNS;
    while (this.points.length > 0) {
      if (++this.turns > end) throw new Error(`no end after ${MOST_TURNS} turns`);
      const point = this.pick();
      const { actor } = point;
      if (this.crashesAt(point)) {
        this.crash(point);
        continue;
      }
      this.note(actor, () => `${point.does} ${point.what}`);
      this.points.splice(this.points.indexOf(point), 1);
      actor.waiting -= 1;
      this.last = actor;
      this.now = Math.max(this.now, point.until);
      point.reached();
      if (actor.waiting === 0) await new Promise<void>((moved) => (this.moved = moved));
    }
  }

  arrive(point: Point): void {
    if (point.actor.state === 'crashed') return;
    this.points.push(point);
    point.actor.waiting += 1;
    this.moves(point.actor);
  }

  note(actor: Actor, text: () => string): void {
    if (this.tracing) this.trace.push(`${String(this.now).padStart(4)} ms  ${actor.name.padEnd(8)} ${text()}`);
  }

  private async live(actor: Actor, task: (actor: Actor) => Promise<void>): Promise<void> {
    await actor.turn('starts');
    await task(actor);
    actor.state = 'done';
    this.moves(actor);
  }

  private moves(actor: Actor): void {
    if (actor === this.last) this.moved?.();
  }

  private pick(): Point {
    if (this.last && this.last.waiting > 0 && this.chance.below(100) < this.weather.stickiness) {
      return this.chance.of(this.points.filter(({ actor }) => actor === this.last));
    }
    return this.chance.of(this.points);
  }

  private crashesAt({ actor: { crashes }, does, what }: Point): boolean {
    if (crashes === 'never') return false;
    if (crashes) return crashes(does, what);
    if (this.weather.crashes === 0 || !this.chance.once(12)) return false;
    this.weather.crashes -= 1;
    return true;
  }

  /** The promises it waits on are abandoned for good. */
  private crash({ actor, does, what }: Point): void {
    this.note(actor, () => `CRASHES before it ${does} ${what}`);
    actor.state = 'crashed';
    actor.waiting = 0;
    this.points = this.points.filter((point) => point.actor !== actor);
  }
}
