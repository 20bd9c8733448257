import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

type Call = { method: string; arguments: Record<string, unknown> };
type Reply = { result: string; arguments: Record<string, unknown> };

export type FaultProxy = {
  url: string;
  /** What is done to an answer before it is passed on; null for nothing. */
  fault: ((call: Call, reply: Reply) => Reply) | null;
  /** Calls that the connection breaks on before they reach the daemon; null for none. */
  cut: ((call: Call) => boolean) | null;
  stop(): Promise<void>;
};

/** Stands between the service and a real Transmission, and passes all on but for the fault that a test asks for. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const headersOf = ({ headers }: IncomingMessage) =>
    Object.fromEntries(
      ['authorization', 'x-transmission-session-id', 'content-type'].flatMap((name) =>
        typeof headers[name] === 'string' ? [[name, headers[name]]] : [],
      ),
    );
  const server = createServer(
    (request, response) =>
      void (async () => {
        const body = await buffer(request);
        if (proxy.cut?.(JSON.parse(body.toString()) as Call)) return void response.destroy();
        const answer = await fetch(target, { method: 'POST', headers: headersOf(request), body });
        const text = await answer.text();
        const call = JSON.parse(body.toString()) as Call;
        const passed =
          answer.status === 200 && proxy.fault ? JSON.stringify(proxy.fault(call, JSON.parse(text) as Reply)) : text;
        const session = answer.headers.get('x-transmission-session-id');
        response.writeHead(answer.status, session === null ? {} : { 'x-transmission-session-id': session }).end(passed);
      })().catch(() => response.destroy()),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/transmission/rpc`,
    fault: null,
    cut: null,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
