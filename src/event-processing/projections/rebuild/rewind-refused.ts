/** Where it would be wound back to, it is not yet. */
export class RewindAhead extends Error {
  constructor(projection: string) {
    super(`${projection} is not past that place: it can only be wound back`);
  }
}

/** Its rows are acted upon. */
export class NotRewindable extends Error {
  constructor(projection: string) {
    super(
      `${projection} cannot be wound back: what has ended would be active in it again, and acted upon in the download clients. Ask for the downloads of then with ?at=, or rebuild it.`,
    );
  }
}
