import { Injectable } from '@nestjs/common';
import { EventLog, type Position } from '../../event-store/event-log.js';
import { Projector } from '../../projector/projector.js';
import { downloads } from '../projections/downloads.js';
import { history } from '../projections/history.js';

const PROJECTIONS = [downloads, history];
const STREAMS = PROJECTIONS.flatMap(({ streams }) => streams);

/** Read-your-writes: waits, for a bounded time, until the queue and the history show what has been appended. */
@Injectable()
export class Freshness {
  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    /** Milliseconds. Past them the answer is given as it is: a projection that lags must not stop the service. */
    private readonly patience: number,
  ) {}

  async until(position: Position | null): Promise<void> {
    if (!position) return;
    await Promise.all(PROJECTIONS.map(({ name }) => this.projector.waitFor(name, position, this.patience)));
  }

  async untilNow(): Promise<void> {
    await this.until(await this.log.lastPosition(STREAMS));
  }
}
