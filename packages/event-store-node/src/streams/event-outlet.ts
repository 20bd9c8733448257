import type { LogSlice } from '../log/all-reader.js';
import type { Entry } from '../log/entry.js';
import type { EventLog } from '../log/event-log.js';
import type { Outlet } from '../protocol/outlet.js';
import type { ReadRequest } from '../protocol/read-request.js';
import { withStructuredIds } from '../protocol/read-responses.js';
import { resolvedFrame } from './links.js';

/** Sends events the way the question wants them: links resolved or not, ids as text or as numbers. */
export class EventOutlet {
  constructor(
    private readonly log: EventLog,
    private readonly outlet: Outlet,
    private readonly question: ReadRequest,
  ) {}

  get open(): boolean {
    return this.outlet.open;
  }

  get signal(): AbortSignal {
    return this.outlet.signal;
  }

  /** @param told events, and between them other messages as they are sent */
  async events(told: readonly (Entry | Buffer)[]): Promise<void> {
    if (this.asStored) return this.outlet.sendAll(told.map((each) => (Buffer.isBuffer(each) ? each : each.frame)));
    for (const each of told) {
      if (!this.open) return;
      await (Buffer.isBuffer(each) ? this.outlet.send(each) : this.converted(each));
    }
  }

  /** All of a slice, as it came from the table where nothing has to be changed. */
  async slice(slice: LogSlice): Promise<void> {
    if (slice.frames && this.asStored) await this.outlet.sendFramed(slice.frames);
    else await this.events(slice.entries);
  }

  other(message: Buffer): Promise<void> | undefined {
    return this.outlet.send(message);
  }

  private get asStored(): boolean {
    return !this.question.resolveLinks && !this.question.structuredIds;
  }

  private async converted(entry: Entry): Promise<void> {
    const frame = this.question.resolveLinks ? await resolvedFrame(this.log, entry) : entry.frame;
    await this.outlet.send(this.question.structuredIds ? withStructuredIds(frame) : frame);
  }
}
