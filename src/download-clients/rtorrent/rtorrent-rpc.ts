import { ClientUnavailable } from '../client-errors.js';
import { type ConnectionSettings } from '../download-client.js';
import { answeredBetween, callSettings, isPage, originOf, post, type Answer } from '../http.js';
import { postScgi } from './scgi.js';
import { decodeAnswer, encodeCall, faultOf, type XmlRpcParameter, type XmlRpcValue } from './xml-rpc.js';

/** rTorrent was reached and did not do what was asked. `message` is its own. */
export class RTorrentFault extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }

  get isUnknownItem(): boolean {
    return /info-?hash/i.test(this.message);
  }

  get isTooLarge(): boolean {
    return /too large/i.test(this.message);
  }
}

export type CallOfMany = { method: string; parameters: readonly XmlRpcParameter[] };

/** The XML-RPC of rTorrent 0.9 and later, by SCGI or by the HTTP of a web server in front of it. */
export class RTorrentRpc {
  readonly #url: string;
  readonly #options: ReturnType<typeof callSettings>;
  readonly #headers: Record<string, string> = { 'content-type': 'text/xml' };

  constructor({ url, username, password, ...settings }: ConnectionSettings) {
    this.#url = /^scgi:/i.test(url) ? url : rpcAddress(url);
    this.#options = callSettings(settings);
    if (username || password)
      this.#headers['authorization'] = `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}`;
  }

  /** @throws RTorrentFault, ClientUnavailable */
  async call<T extends XmlRpcValue>(method: string, ...parameters: XmlRpcParameter[]): Promise<T> {
    const answer = await this.#post(encodeCall(method, parameters));
    const problem = problemOf(this.#url, answer);
    if (problem !== null) throw problem;
    const decoded = answer.status === 200 ? decodeAnswer(answer.body) : null;
    if (decoded === null)
      throw new ClientUnavailable(
        `${originOf(this.#url) || 'The socket'} does not answer as rTorrent does (status ${answer.status}): is the path right?`,
      );
    if ('fault' in decoded) throw new RTorrentFault(decoded.fault.code, decoded.fault.message);
    return decoded.value as T;
  }

  /** Several calls in one, answered at one moment. @throws RTorrentFault for the first of them that is not done */
  async callMany(calls: readonly CallOfMany[]): Promise<XmlRpcValue[]> {
    const asked = calls.map(({ method, parameters }) => ({ methodName: method, params: parameters }));
    const answers = await this.call<XmlRpcValue[]>('system.multicall', asked);
    if (!Array.isArray(answers) || answers.length !== calls.length)
      throw new ClientUnavailable('rTorrent does not answer as rTorrent does: some of what was asked is missing');
    return answers.map((answer) => {
      if (Array.isArray(answer)) return answer[0] ?? null;
      const { code, message } = faultOf(answer);
      throw new RTorrentFault(code, message);
    });
  }

  #post(body: string): Promise<Answer> {
    if (/^scgi:/i.test(this.#url)) return postScgi(this.#url, body, this.#options);
    return post(this.#url, this.#headers, body, this.#options);
  }
}

/** What is wrong with an answer that is none of rTorrent's; null where nothing is seen at once. */
function problemOf(url: string, answer: Answer): ClientUnavailable | null {
  const host = originOf(url);
  const between = answeredBetween(url, answer);
  if (between !== null) return new ClientUnavailable(`${host} ${between}`);
  switch (answer.status) {
    case 401:
      return new ClientUnavailable(`${host}: wrong user name or password`, { kind: 'authentication' });
    case 403:
      return new ClientUnavailable(`${host} lets this address not in (status 403)`, { kind: 'authentication' });
    case 413:
      return new ClientUnavailable(
        `${host} takes no request that large: raise the limit of the web server in front of rTorrent`,
      );
  }
  if (answer.status === 200 && isPage(answer))
    return new ClientUnavailable(
      `${host} does not answer as rTorrent does but with a web page: give the address of its XML-RPC, often ending in /RPC2`,
    );
  return null;
}

/** The host alone stands for the path that web servers are told to hand on to rTorrent. */
function rpcAddress(url: string): string {
  const parsed = new URL(url);
  if (parsed.pathname === '/') parsed.pathname = '/RPC2';
  return parsed.href;
}
