import { ClientUnavailable, type UnavailableCode } from './client-errors.js';

type Reason = { problem: string; remedy?: string; code?: UnavailableCode };

const OWN_CERTIFICATE =
  "give the client's certificate in its settings (tls.certificate), or start Ledgarr with NODE_EXTRA_CA_CERTS naming its file";
const UNTRUSTED: Reason = {
  code: 'tls-untrusted',
  problem: 'has a certificate that no known authority has signed',
  remedy: OWN_CERTIFICATE,
};
const SELF_SIGNED: Reason = {
  code: 'tls-self-signed',
  problem: 'has a certificate that it signed itself',
  remedy: OWN_CERTIFICATE,
};
const NOT_HTTPS: Reason = {
  code: 'tls-not-spoken',
  problem: 'does not speak HTTPS at this port',
  remedy: 'begin the address with http://',
};
const NOT_HTTP: Reason = {
  problem: 'does not speak HTTP at this port',
  remedy: 'is it one of HTTPS (https://), or of another program?',
};
const BROKEN_OFF: Reason = { problem: 'closed the connection in the middle of a call' };
const SILENT: Reason = { problem: 'does not answer' };
const NO_AGREEMENT: Reason = { problem: 'and Ledgarr do not agree on how to encrypt (TLS)' };
const KEPT_PORT: Reason = {
  problem: 'is at a port that browsers and Node keep for other protocols',
  remedy: 'let the client listen at another',
};

/** By the codes of Node, OpenSSL and undici. */
const REASONS: Record<string, Reason> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: SELF_SIGNED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  CERT_UNTRUSTED: UNTRUSTED,
  CERT_HAS_EXPIRED: {
    code: 'tls-expired',
    problem: 'has a certificate that has expired',
    remedy: 'renew it, and check the clocks of both machines',
  },
  CERT_NOT_YET_VALID: {
    code: 'tls-expired',
    problem: 'has a certificate that is not valid yet',
    remedy: 'check the clocks of both machines',
  },
  CERT_REVOKED: { code: 'tls-untrusted', problem: 'has a certificate that was revoked', remedy: 'give it another' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    code: 'tls-wrong-name',
    problem: 'has a certificate for another host name',
    remedy: 'give the address with a name that is in the certificate',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: NOT_HTTPS,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: NOT_HTTPS,
  EPROTO: NO_AGREEMENT,
  ECONNREFUSED: { problem: 'refuses the connection', remedy: 'the client is not running, or listens elsewhere' },
  ENOTFOUND: { problem: 'is not a known host name' },
  EAI_AGAIN: { problem: 'could not be looked up', remedy: 'the name server does not answer' },
  ECONNRESET: BROKEN_OFF,
  UND_ERR_SOCKET: BROKEN_OFF,
  EHOSTUNREACH: { problem: 'cannot be reached from here' },
  ENETUNREACH: { problem: 'cannot be reached from here' },
  ETIMEDOUT: SILENT,
  UND_ERR_CONNECT_TIMEOUT: SILENT,
};

/** Why no whole answer came, for an error of the network or of fetch. @param origin shown: nothing secret may be in it */
export function unavailableOf(origin: string, thrown: unknown, limitMs: number): ClientUnavailable {
  const error = thrown as { name?: string; code?: string; cause?: { code?: string; message?: string } };
  if (error.name === 'TimeoutError')
    return new ClientUnavailable(`${origin} did not answer within ${limitMs / 1000} s`, {
      kind: 'timeout',
      cause: thrown,
    });
  const code = error.cause?.code ?? error.code ?? '';
  const { problem, ...reason } = REASONS[code] ??
    otherReason(code, error.cause?.message) ?? {
      problem: `cannot be talked to (${code || error.name})`, // a message may hold the whole address
    };
  const kind = problem === SILENT.problem ? 'timeout' : 'unreachable';
  return new ClientUnavailable(`${origin} ${problem}`, { ...reason, kind, cause: thrown });
}

function otherReason(code: string, message = ''): Reason | null {
  if (message === 'bad port') return KEPT_PORT;
  if (code.startsWith('HPE_')) return NOT_HTTP; // of the HTTP parser
  if (code.startsWith('ERR_SSL_')) return NO_AGREEMENT;
  return null;
}
