import { Injectable } from '@nestjs/common';
import { EventLog, type Position } from '../../event-store/event-log.js';
import { Projector } from '../../event-processing/projections/projector.js';
import { downloads } from '../projections/downloads.js';
import { finished } from '../projections/finished.js';
import { history } from '../projections/history.js';

const PROJECTIONS = [downloads, history, finished];
const STREAMS = PROJECTIONS.flatMap(({ streams }) => streams);

/** Read-your-writes: waits, for a bounded time, until the queue, the history and what is finished show what has been appended. */
@Injectable()
export class ReadYourWrites {
  constructor(
    private readonly log: EventLog,
    private readonly projector: Projector,
    /** Milliseconds. Past them the answer is given as it is: a projection that lags must not stop the service. */
    private readonly timeoutMs: number,
  ) {}

  async waitFor(position: Position | null): Promise<void> {
    if (!position) return;
    await Promise.all(PROJECTIONS.map(({ name }) => this.projector.waitFor(name, position, this.timeoutMs)));
  }

  async waitForNewest(): Promise<void> {
    await this.waitFor(await this.log.lastPosition(STREAMS));
  }
}
