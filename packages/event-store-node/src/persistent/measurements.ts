const MOST = 1_000;

/** The names under which EventStoreDB tells how long consumers took, and which share of the answers was faster. */
const SHARES: readonly (readonly [name: string, share: number])[] = [
  ['Median', 0.5],
  ['Fastest', 0],
  ['Quintile 1', 0.2],
  ['Quintile 2', 0.4],
  ['Quintile 3', 0.6],
  ['Quintile 4', 0.8],
  ['Quintile 5', 1],
  ['90%', 0.9],
  ['95%', 0.95],
  ['99%', 0.99],
  ['99.5%', 0.995],
  ['99.9%', 0.999],
  ['Highest', 1],
];

/** How long the last answers of a consumer took, in milliseconds. */
export class Measurements {
  private times: number[] = [];

  add(milliseconds: number): void {
    this.times.push(milliseconds);
    if (this.times.length > 2 * MOST) this.times = this.times.slice(-MOST);
  }

  /** Empty until there is an answer. */
  list(): { key: string; value: number }[] {
    const sorted = this.times.slice(-MOST).sort((a, b) => a - b);
    if (sorted.length === 0) return [];
    const mean = Math.round(sorted.reduce((sum, time) => sum + time, 0) / sorted.length);
    const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
    return [{ key: 'Mean', value: mean }, ...SHARES.map(([key, share]) => ({ key, value: at(share) }))];
  }
}
