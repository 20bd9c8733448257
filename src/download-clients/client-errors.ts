/**
 * `unreachable`: no answer, or none of the client's own. `authentication`: the user name, password or key is wrong.
 * `locked-out`: it lets nobody in for now, whatever the password: no further sign-in until a long while has passed.
 */
export type UnavailableKind = 'unreachable' | 'authentication' | 'locked-out' | 'timeout';

/** More exactly, where a remedy of its own follows from it. */
export type UnavailableCode =
  | 'tls-self-signed'
  | 'tls-untrusted'
  | 'tls-wrong-name'
  | 'tls-expired'
  | 'tls-not-spoken'
  | 'tls-wanted'
  | 'address-refused';

type UnavailableOptions = ErrorOptions & {
  kind?: UnavailableKind;
  code?: UnavailableCode | undefined;
  /** What can be done about it. */
  remedy?: string | undefined;
};

/**
 * The client cannot be talked to: connection refused, time-out, wrong password, locked out, an answer that is not its own or
 * not whole. Nothing is known of its items.
 */
export class ClientUnavailable extends Error {
  readonly kind: UnavailableKind;
  readonly code: UnavailableCode | null;
  readonly remedy: string | null;

  /** @param problem without the remedy: the message is both */
  constructor(
    readonly problem: string,
    { kind = 'unreachable', code, remedy, ...options }: UnavailableOptions = {},
  ) {
    super(remedy === undefined ? problem : `${problem}: ${remedy}`, options);
    this.kind = kind;
    this.code = code ?? null;
    this.remedy = remedy ?? null;
  }
}

/** `not-found`: there is no such item. `unsupported`: it does so for no item. */
export type RefusedKind = 'rejected' | 'unsupported' | 'not-found';

/** The client was reached and said no to this item for good (a broken torrent, an unsupported link). */
export class ClientRefused extends Error {
  readonly kind: RefusedKind;

  constructor(message: string, { kind = 'rejected', ...options }: ErrorOptions & { kind?: RefusedKind } = {}) {
    super(message, options);
    this.kind = kind;
  }
}

/** The client cannot do this at all, for any item. */
export class NotSupported extends ClientRefused {
  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { ...options, kind: 'unsupported' });
  }
}
