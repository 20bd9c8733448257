export type Protocol = 'torrent' | 'usenet' | 'direct';

/** A release in the form in which it is handed to a client. */
export type ReleasePayload =
  | { kind: 'magnet'; uri: string }
  | { kind: 'torrent'; file: Uint8Array }
  | { kind: 'nzb'; file: Uint8Array }
  | { kind: 'url'; url: string };

/** What the caller gives: exactly one of these. `torrent` and `nzb` are base64. */
export type ReleaseInput = { magnet: string } | { url: string } | { torrent: string } | { nzb: string };
export type ReleaseField = 'magnet' | 'url' | 'torrent' | 'nzb';

export type Release = {
  protocol: Protocol;
  /**
   * Known before any client is called, and the same for the same thing: the v1 info hash (v2-only: the v2 hash cut to 40 digits),
   * a hash over an NZB's message ids, a hash over a normalised link. 40 hex digits, lower case.
   */
  itemKey: string;
  title: string | null;
  sizeBytes: number | null;
  payload: ReleasePayload;
  /** A torrent of BitTorrent v2 alone (BEP 52), which many clients do not know. Hybrids are v1 too. */
  v2Only?: true;
};

/** What was given is no release, for a reason that can be shown. */
export class InvalidRelease extends Error {
  constructor(
    readonly field: ReleaseField,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`${field}: ${reason}`, options);
  }
}

/** A link may well lead to a release, but whatever answers there does not hand it out now. The reason can be shown. */
export class ReleaseUnreachable extends Error {
  constructor(
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(reason, options);
  }
}
