import { until } from './daemons/process.js';

export type LiveMessage = { event: string; id: string | null; data: Record<string, unknown> };
type Row = { id: string; rev: number } & Record<string, unknown>;

/** Reads the live queue as a page does, and keeps the rows. */
export class LiveQueueReader {
  readonly messages: LiveMessage[] = [];
  readonly rows = new Map<string, Row>();
  /** Why it ended; undefined while it reads. */
  ended: unknown;
  lastId: string | null = null;
  private readonly leaving = new AbortController();

  private constructor(readonly response: Response) {}

  /** @param headers with a key or a session */
  static async open(url: string, headers: Record<string, string>, query = ''): Promise<LiveQueueReader> {
    const leaving = new AbortController();
    const response = await fetch(`${url}/api/v1/downloads/live${query}`, { headers, signal: leaving.signal });
    const reader = new LiveQueueReader(response);
    reader.leaving.signal.addEventListener('abort', () => leaving.abort());
    if (response.status === 200) {
      reader.consume().then(
        () => (reader.ended = 'end'),
        (error: unknown) => (reader.ended = error),
      );
    }
    return reader;
  }

  leave(): void {
    this.leaving.abort();
  }

  of(event: string): Record<string, unknown>[] {
    return this.messages.filter((message) => message.event === event).map(({ data }) => data);
  }

  untilTold(event: string, is: (data: Record<string, unknown>) => boolean = () => true) {
    return until(`${event} of the live queue`, async () => this.of(event).find(is));
  }

  untilEnded(): Promise<unknown> {
    return until('the end of the stream', async () => this.ended);
  }

  private async consume(): Promise<void> {
    const decoder = new TextDecoder();
    let text = '';
    for await (const chunk of this.response.body!) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop()!;
      for (const message of messages) this.take(message);
    }
  }

  private take(text: string): void {
    const fields = Object.fromEntries(text.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
    const message = {
      event: fields['event'],
      id: fields['id'] ?? null,
      data: JSON.parse(fields['data']),
    } as LiveMessage;
    this.messages.push(message);
    this.lastId = message.id ?? this.lastId;
    const rows = (message.data['rows'] ?? []) as Row[];
    if (message.event === 'reset') this.rows.clear();
    for (const row of rows) {
      const known = this.rows.get(row.id);
      if (known && known.rev > row.rev) continue;
      if (message.event === 'remove') this.rows.delete(row.id);
      else this.rows.set(row.id, message.event === 'patch' ? { ...known, ...row } : row);
    }
  }
}
