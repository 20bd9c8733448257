import { rootCertificates } from 'node:tls';
import { LRUCache } from 'lru-cache';
import { Agent, fetch as fetchWith } from 'undici';
import { type TlsSettings } from './download-client.js';

/** Agents keep connections: one for each way of judging certificates, closed when it has not been used for long. */
const agents = new LRUCache<string, Agent>({ max: 100, dispose: (agent) => void agent.close() });

/** Whether a certificate is judged otherwise than Node does by itself. */
export const isOwnTrust = (url: string, tls: TlsSettings | undefined): tls is TlsSettings =>
  tls !== undefined && url.startsWith('https:') && (!tls.verify || tls.certificate !== null);

/** `fetch` with an own trust. Node's takes an agent of its own version alone, so both come from one package here. */
export async function fetchTrusting(url: string, call: RequestInit, tls: TlsSettings): Promise<Response> {
  // A form of another class is none to it: so its bytes are handed over.
  const form = call.body instanceof FormData ? new Response(call.body) : null;
  const contentType = form?.headers.get('content-type');
  const headers = {
    ...(call.headers as Record<string, string>),
    ...(contentType ? { 'content-type': contentType } : {}),
  };
  const body = form ? new Uint8Array(await form.arrayBuffer()) : call.body;
  const options = { ...call, headers, body, dispatcher: agentFor(tls) } as Parameters<typeof fetchWith>[1];
  return (await fetchWith(url, options)) as unknown as Response;
}

function agentFor({ certificate, verify }: TlsSettings): Agent {
  const key = `${verify} ${certificate ?? ''}`;
  const known = agents.get(key);
  if (known) return known;
  const ca = certificate === null ? {} : { ca: [...rootCertificates, certificate] };
  const agent = new Agent({ connect: { rejectUnauthorized: verify, ...ca } });
  agents.set(key, agent);
  return agent;
}
