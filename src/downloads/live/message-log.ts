import { randomBytes } from 'node:crypto';
import { Message, type Topic } from './message.js';

export type Numbered = { seq: number; message: Message };

/** Bytes that are kept for readers who are behind, or come back. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_MESSAGES = 10_000;

/** The last messages, in order. A place in it is `<epoch>.<seq>`: another process, or a later one, has another epoch. */
export class MessageLog {
  readonly epoch = randomBytes(4).toString('hex');
  private readonly kept: Numbered[] = [];
  private bytes = 0;
  private seq = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  /** The place of the last message; 0 before the first. */
  get head(): number {
    return this.seq;
  }

  idOf(seq: number): string {
    return `${this.epoch}.${seq}`;
  }

  append(topic: Topic, event: string, data: unknown): void {
    this.seq += 1;
    const message = new Message(event, data, this.idOf(this.seq), topic);
    this.kept.push({ seq: this.seq, message });
    this.bytes += message.bytes.length;
    let outdated = 0;
    while (this.bytes > this.mostBytes || this.kept.length - outdated > MOST_MESSAGES) {
      this.bytes -= this.kept[outdated++]!.message.bytes.length;
    }
    if (outdated > 0) this.kept.splice(0, outdated);
  }

  /** The message after a place, undefined at the end. */
  after(seq: number): Numbered | undefined {
    return this.kept[seq + 1 - (this.seq - this.kept.length + 1)];
  }

  /** Whether all that came after a place is still there. */
  reaches(seq: number): boolean {
    return seq <= this.seq && seq >= this.seq - this.kept.length;
  }

  /** @returns the place that an id names; null where it is none of this log, or too long ago */
  placeOf(id: string): number | null {
    const [epoch, seq] = id.split('.');
    const place = /^\d{1,15}$/.test(seq ?? '') ? Number(seq) : NaN;
    return epoch === this.epoch && this.reaches(place) ? place : null;
  }
}
