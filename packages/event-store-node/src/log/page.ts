import { Entry } from './entry.js';

/** A zero and the length, before each frame. */
const PREFIX_BYTES = 5;

/** Part of the log as the table gave it. */
export class Page {
  private list: readonly Entry[] | undefined;

  /**
   * @param frames as they follow each other in the body of a call
   * @param count of the frames
   * @param complete nothing in the range that was asked for is missing
   */
  constructor(
    readonly frames: Buffer,
    readonly count: number,
    readonly complete: boolean,
  ) {}

  /** Made when they are asked for: who passes the frames on does without. */
  get entries(): readonly Entry[] {
    return (this.list ??= split(this.frames));
  }
}

const split = (frames: Buffer): Entry[] => {
  const entries: Entry[] = [];
  for (let at = 0; at < frames.length;) {
    const end = at + PREFIX_BYTES + frames.readInt32BE(at + 1);
    entries.push(new Entry(frames.subarray(at + PREFIX_BYTES, end)));
    at = end;
  }
  return entries;
};
