import type * as fs from 'node:fs/promises';

/** The calls that a dead disk keeps in the kernel for minutes, and one of the process's few threads with each. */
export type DiskCalls = Pick<typeof fs, 'stat' | 'opendir' | 'realpath'>;

/** A dead network mount never answers; nobody waits longer to say so. */
export const patienceMs = 2_000;
/** Node's threads serve disks, host names and ciphers alike: one is left to the rest of the service. */
const mostThreads = Math.max(1, (Number(process.env.UV_THREADPOOL_SIZE) || 4) - 1);
/** How long a disk that has answered is believed to be alive and given two threads instead of one. */
const trustMs = 1_000;

export class NoAnswer extends Error {}

type Call = { make: () => Promise<void> };
type Question = Call & { refuse: (why: NoAnswer) => void; givenUp: AbortSignal };

/** What fails together: a call to it that has not been answered in time holds back all others until it is. */
export class Disk {
  /** Somebody waits for these: they go first. */
  private questions: Question[] = [];
  private readonly patient: Call[] = [];
  private outstanding = 0;
  private late = 0;
  private answeredAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly calls: DiskCalls,
    private readonly threads: DiskThreads,
  ) {}

  /** Why it is not asked now, in words that follow its name; null when it is. */
  get unresponsiveReason(): string | null {
    if (this.late > 0) return 'does not answer';
    return this.threads.exhausted ? 'is not asked while other disks do not answer' : null;
  }

  /** Waits for the answer, however long that takes. */
  ask<T>(call: (calls: DiskCalls) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.patient.push({ make: () => this.make(call).then(resolve, reject) });
      this.threads.wanted(this);
    });
  }

  /**
   * @param givenUp aborted when nobody waits for the answer any more
   * @throws NoAnswer when the disk is found silent, or the question given up, before it was asked; once asked, the answer
   * may still take for ever
   */
  askUnlessSilent<T>(call: (calls: DiskCalls) => Promise<T>, givenUp: AbortSignal): Promise<T> {
    return new Promise((resolve, refuse) => {
      this.questions.push({ make: () => this.make(call).then(resolve, refuse), refuse, givenUp });
      this.rejectPending();
      this.threads.wanted(this);
    });
  }

  get mayCall(): boolean {
    const most = performance.now() - this.answeredAt < trustMs ? 2 : 1;
    return this.late === 0 && this.outstanding < most;
  }

  /** Makes the next call, for which a thread is free. @returns null when there is none to make */
  next(): Promise<void> | null {
    this.refuseGivenUp();
    return (this.questions.shift() ?? this.patient.shift())?.make() ?? null;
  }

  rejectPending(): void {
    const why = this.unresponsiveReason;
    if (why === null) return;
    for (const { refuse } of this.questions.splice(0)) refuse(new NoAnswer(why));
  }

  private refuseGivenUp(): void {
    // Those who ask give up in the order in which they asked, so looking at the first is enough.
    if (this.questions[0]?.givenUp.aborted !== true) return;
    const givenUp = this.questions.filter((question) => question.givenUp.aborted);
    this.questions = this.questions.filter((question) => !question.givenUp.aborted);
    for (const { refuse } of givenUp) refuse(new NoAnswer('was not asked in time'));
  }

  private async make<T>(call: (calls: DiskCalls) => Promise<T>): Promise<T> {
    let late = 0;
    const timer = setTimeout(() => {
      this.late += late = 1;
      this.threads.lose(this);
    }, patienceMs);
    this.outstanding++;
    try {
      return await call(this.calls);
    } finally {
      clearTimeout(timer);
      this.answeredAt = performance.now();
      this.outstanding--;
      this.late -= late;
      if (late) this.threads.regain();
    }
  }
}

/** Shares the threads out among disks, in turn, so that neither a busy nor a dead one keeps the others waiting. */
export class DiskThreads {
  private taken = 0;
  private lost = 0;
  private readonly waiting = new Set<Disk>();

  /** Whether each thread is with a disk that does not answer. */
  get exhausted(): boolean {
    return this.lost === mostThreads;
  }

  wanted(disk: Disk): void {
    this.waiting.add(disk);
    this.share();
  }

  lose(disk: Disk): void {
    this.lost++;
    disk.rejectPending();
    if (this.exhausted) for (const other of this.waiting) other.rejectPending();
  }

  regain(): void {
    this.lost--;
  }

  private share(): void {
    for (const disk of this.waiting) {
      if (this.taken === mostThreads) return;
      if (!disk.mayCall) continue;
      // To the end of the queue, where this loop meets it again.
      this.waiting.delete(disk);
      const call = disk.next();
      if (!call) continue;
      this.waiting.add(disk);
      this.taken++;
      void call.finally(() => {
        this.taken--;
        this.share();
      });
    }
  }
}
