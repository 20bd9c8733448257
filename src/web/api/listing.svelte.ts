import { type Page } from './types.ts';

/** A list that is read page by page, as far as somebody wants to see. A newer question overtakes an older one. */
export class Listing<T> {
  items = $state.raw<readonly T[]>([]);
  total = $state(0);
  nextCursor = $state<string | null>(null);
  error = $state.raw<unknown>(null);
  /** False until the first answer is there: until then nobody knows that it is empty. */
  known = $state(false);
  loading = $state(false);
  readonly #read: (cursor?: string) => Promise<Page<T>>;
  #asked = 0;

  constructor(read: (cursor?: string) => Promise<Page<T>>) {
    this.#read = read;
  }

  readonly load = (): Promise<void> => this.#ask(undefined, []);

  readonly more = (): Promise<void> => this.#ask(this.nextCursor ?? undefined, this.items);

  async #ask(cursor: string | undefined, before: readonly T[]): Promise<void> {
    const asked = ++this.#asked;
    this.loading = true;
    try {
      const { items, total, nextCursor } = await this.#read(cursor);
      if (asked !== this.#asked) return;
      [this.items, this.total, this.nextCursor] = [[...before, ...items], total, nextCursor];
      [this.known, this.error] = [true, null];
    } catch (error) {
      if (asked === this.#asked) this.error = error;
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  }
}
