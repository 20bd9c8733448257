/** A rule that a schedule has broken. */
export class Violation extends Error {}
