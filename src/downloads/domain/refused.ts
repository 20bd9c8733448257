export type RefusalCode =
  | 'duplicate-download'
  | 'already-in-library'
  | 'no-client-available'
  | 'invalid-release'
  | 'release-unreachable'
  | 'not-found'
  | 'not-active'
  | 'not-ended'
  | 'not-supported'
  | 'client-unavailable'
  | 'still-active';

export type RefusalDetails = {
  /** The download that is in the way. */
  existing?: string;
  /** The stream of that download, where it is known. */
  existingStream?: string;
  /** Whether `force: true` would pass: only the content is in the way. */
  forceable?: boolean;
  /** Paths of what is on disk already. */
  files?: readonly string[];
  /** One sentence for people: what is wrong, and what to do. */
  detail?: string;
};

/** The command was understood and the answer is no. Nothing was appended. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly details: RefusalDetails = {},
  ) {
    super(details.detail ?? code);
  }
}
