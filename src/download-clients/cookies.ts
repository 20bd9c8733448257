/** The cookies of one server, under the names and with the values that it gave them. */
export class Cookies {
  readonly #values = new Map<string, string>();

  /** @param headers of an answer; a cookie that is emptied is taken back */
  take(headers: Headers): void {
    for (const header of headers.getSetCookie()) {
      const [, name, value] = /^\s*([^=;\s]+)=([^;]*)/.exec(header) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === '') this.#values.delete(name);
      else this.#values.set(name, value);
    }
  }

  /** As a request carries them; empty when there are none. */
  get header(): string {
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** The value of the first whose name fits. */
  valueOf(name: RegExp): string | null {
    return [...this.#values].find(([each]) => name.test(each))?.[1] ?? null;
  }

  clear(): void {
    this.#values.clear();
  }
}
