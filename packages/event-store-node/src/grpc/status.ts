/** How calls end: gRPC's codes, of which these are used here. */
export const status = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
} as const;

export type StatusCode = (typeof status)[keyof typeof status];

/** Thrown by whatever answers a call, it is how the call ends. */
export class CallError extends Error {
  /** @param trailers sent with it, by their names in lower case; ASCII alone */
  constructor(
    readonly code: StatusCode,
    readonly details: string,
    readonly trailers: Readonly<Record<string, string>> = {},
  ) {
    super(details);
  }
}

/** Half a surrogate pair, which the protocol's texts may hold, has no percent form. */
const encoded = (part: string): string => encodeURIComponent(part.replace(/[\ud800-\udfff]/gu, '\ufffd'));

/** What is not printable ASCII in percent form. */
export const printable = (text: string): string => text.replace(/[^\x20-\x7e]+/g, encoded);

/** The trailers that a call ends with. The text goes in percent form, as gRPC over HTTP/2 has it. */
export const trailersOf = ({ code, details, trailers }: CallError): Record<string, string> => ({
  ...trailers,
  'grpc-status': String(code),
  'grpc-message': details.replace(/[^\x20-\x24\x26-\x7e]+/g, encoded),
});
