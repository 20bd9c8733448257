/** What is read from the service for one part of a page, with its trouble: the rest of the page goes on. */
export class Resource<T> {
  data = $state.raw<T | null>(null);
  error = $state.raw<unknown>(null);
  loading = $state(false);
  readonly #read: () => Promise<T>;
  #asked = 0;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** The newest question counts, whatever answers later. What was known stays until something else is known. */
  readonly load = async (): Promise<void> => {
    const asked = ++this.#asked;
    this.loading = true;
    try {
      const data = await this.#read();
      if (asked !== this.#asked) return;
      this.data = data;
      this.error = null;
    } catch (error) {
      if (asked === this.#asked) this.error = error;
    } finally {
      if (asked === this.#asked) this.loading = false;
    }
  };
}
