import { LRUCache } from 'lru-cache';
import type { Entry } from './entry.js';
import { type Head, metadataOfEntry, NO_HEAD } from './head.js';
import { isMetastream } from './numbers.js';
import type { Pages } from './pages.js';
import type { KnownKeysFilter } from './known-keys-filter.js';

const MAX_HEADS = 20_000;

/** The heads of streams that were of interest lately; the rest is in the table. */
export class Heads {
  private readonly known = new LRUCache<string, Head>({ max: MAX_HEADS });
  /** Loads under way, and the streams among them that were written to meanwhile. */
  private readonly loads = new Set<Set<string>>();

  constructor(
    private readonly pages: Pages,
    private readonly seen: KnownKeysFilter,
  ) {}

  async of(stream: string): Promise<Head> {
    return this.known.get(stream) ?? (await this.all([stream])).get(stream)!;
  }

  /** Heads of streams, NO_HEAD for those without events. */
  async all(streams: readonly string[]): Promise<Map<string, Head>> {
    const heads = new Map<string, Head>();
    const missing: string[] = [];
    for (const stream of new Set(streams)) {
      const head = this.known.get(stream);
      if (head) heads.set(stream, head);
      else if (!this.seen.stream(stream)) heads.set(stream, NO_HEAD);
      else missing.push(stream);
    }
    if (missing.length > 0) for (const [stream, head] of await this.load(missing)) heads.set(stream, head);
    return heads;
  }

  /** For events that are durable now. */
  publish(entries: readonly Entry[]): void {
    for (const entry of entries) {
      for (const load of this.loads) load.add(entry.stream);
      const head = this.known.get(entry.stream) ?? (entry.revision === 0 ? NO_HEAD : undefined);
      if (head) this.known.set(entry.stream, after(head, entry));
    }
  }

  private async load(streams: readonly string[]): Promise<Map<string, Head>> {
    const written = new Set<string>();
    this.loads.add(written);
    try {
      const found = await this.pages.heads(streams);
      const heads = new Map(streams.map((stream) => [stream, found.get(stream) ?? NO_HEAD]));
      // What was written while the table was asked may or may not be in the answer: true enough to read by, but not to keep.
      for (const [stream, head] of heads) if (!written.has(stream)) this.known.set(stream, head);
      return heads;
    } finally {
      this.loads.delete(written);
    }
  }
}

/** The head of a stream once this event of it is written. */
export const after = (head: Head, entry: Entry): Head => ({
  last: entry.revision,
  metadata: isMetastream(entry.stream) ? metadataOfEntry(entry) : head.metadata,
});
