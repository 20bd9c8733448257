import { type AppendResult, type EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { unary } from './events.js';

/** Outcomes that nobody knows: deadline, aborted, unavailable. */
const UNKNOWN = new Set([4, 10, 14]);

/** Writers with a stream each, who ask again with the same ids at the same revision while they do not know what became of an append. */
export class Writers {
  readonly acknowledged: string[] = [];
  private stopped = false;

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly count: number,
  ) {}

  /** @throws the error of an append that was refused: none of them may be */
  async write(): Promise<void> {
    await Promise.all(Array.from({ length: this.count }, (_, i) => this.writer(`kept-${i}`)));
  }

  stop(): void {
    this.stopped = true;
  }

  private async writer(stream: string): Promise<void> {
    for (let revision: bigint | 'no_stream' = 'no_stream', n = 0; !this.stopped; n++) {
      const events = Array.from({ length: 1 + (n % 3) }, () =>
        jsonEvent({ id: randomUUID(), type: 'Kept', data: { n } }),
      );
      const { nextExpectedRevision }: AppendResult = await this.append(stream, events, revision);
      revision = nextExpectedRevision;
      for (const { id } of events) this.acknowledged.push(id);
    }
  }

  private async append(
    stream: string,
    events: ReturnType<typeof jsonEvent>[],
    expectedRevision: bigint | 'no_stream',
  ): Promise<AppendResult> {
    for (;;) {
      try {
        return await this.client.appendToStream(stream, events, { expectedRevision, ...unary });
      } catch (error) {
        if (!UNKNOWN.has((error as { code?: number }).code ?? -1)) throw error;
        await pause(20);
      }
    }
  }
}
