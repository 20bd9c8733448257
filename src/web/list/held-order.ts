/**
 * The order that is shown: it stands still while somebody is at the list, and says that it would be another.
 * Rows that have gone leave it at once; rows that have come wait at the end until it is taken anew.
 */
export class HeldOrder {
  #shown: readonly string[] = [];
  #wanted: readonly string[] = [];

  /** @param held whether a pointer, a finger, the focus or a selection is on the list */
  update(wanted: readonly string[], held: boolean): void {
    this.#wanted = wanted;
    if (!held) this.#shown = wanted;
    else {
      const there = new Set(wanted);
      const kept = this.#shown.filter((id) => there.has(id));
      this.#shown = kept.length === this.#shown.length ? this.#shown : kept;
    }
  }

  release(): void {
    this.#shown = this.#wanted;
  }

  get shown(): readonly string[] {
    return this.#shown;
  }

  /** How many rows wait to be shown. */
  get waiting(): number {
    if (this.#shown === this.#wanted) return 0;
    const there = new Set(this.#shown);
    return this.#wanted.filter((id) => !there.has(id)).length;
  }

  get changed(): boolean {
    return this.#shown !== this.#wanted && (this.#shown.length !== this.#wanted.length || this.#shown.some((id, i) => id !== this.#wanted[i])); // prettier-ignore
  }
}
