/** What is selected: ids, outside the rows, so that scrolling and re-ordering lose nothing. */
export class Selection {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | null;

  constructor(ids: Iterable<string> = [], anchor: string | null = null) {
    this.ids = new Set(ids);
    this.anchor = anchor;
  }

  only(id: string): Selection {
    return new Selection([id], id);
  }

  toggle(id: string): Selection {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    return new Selection(ids, id);
  }

  /** From the anchor to `id`, in the order shown, besides what is selected. */
  rangeTo(id: string, shown: readonly string[]): Selection {
    const [from, to] = [shown.indexOf(this.anchor ?? id), shown.indexOf(id)];
    if (from < 0 || to < 0) return this.only(id);
    const range = shown.slice(Math.min(from, to), Math.max(from, to) + 1);
    return new Selection([...this.ids, ...range], this.anchor ?? id);
  }

  all(shown: readonly string[]): Selection {
    return new Selection(shown, shown[0] ?? null);
  }

  /** Without those that are no longer there. */
  within(there: { has(id: string): boolean }): Selection {
    const kept = [...this.ids].filter((id) => there.has(id));
    return kept.length === this.ids.size ? this : new Selection(kept, this.anchor);
  }
}
