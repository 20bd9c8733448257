/** 2^52: hashes below it are exact in a double, and 0 is left for an empty slot. */
const HASH_RANGE = 2 ** 52;
const FIRST_SLOTS = 1_024;
const MAX_LOAD = 0.6;

/**
 * Texts that were added, by their hashes: what was added is always found, and of a million others about one in four
 * thousand runs finds one that was not. 13 to 27 bytes for each, whatever its length.
 */
export class KeySet {
  private slots = new Float64Array(FIRST_SLOTS);
  private size = 0;

  get isEmpty(): boolean {
    return this.size === 0;
  }

  add(text: string): void {
    const hash = hashOf(text);
    const slot = this.slotOf(hash);
    if (this.slots[slot] === hash) return;
    this.slots[slot] = hash;
    this.size += 1;
    if (this.size > this.slots.length * MAX_LOAD) this.grow();
  }

  has(text: string): boolean {
    return this.size > 0 && this.slots[this.slotOf(hashOf(text))] !== 0;
  }

  /** Where the hash is, or would be. */
  private slotOf(hash: number): number {
    const mask = this.slots.length - 1;
    let slot = hash % this.slots.length;
    while (this.slots[slot] !== 0 && this.slots[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const before = this.slots;
    this.slots = new Float64Array(before.length * 2);
    for (const hash of before) if (hash !== 0) this.slots[this.slotOf(hash)] = hash;
  }
}

/** Two multiplicative hashes side by side, each mixed as MurmurHash3 does at its end. */
function hashOf(text: string): number {
  let high = 0x2545f491;
  let low = 0x9e3779b9;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 0x85ebca6b);
    low = Math.imul(low ^ code, 0xc2b2ae35);
    high ^= high >>> 15;
  }
  const hash = (mixed(high ^ (low >>> 7)) % 2 ** 20) * 2 ** 32 + mixed(low ^ (high >>> 11));
  return hash === 0 ? HASH_RANGE - 1 : hash;
}

const mixed = (value: number): number => {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
