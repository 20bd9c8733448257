import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, type Socket } from 'node:net';

export type VisitedServer = {
  port: number;
  /** Every connection that came, whatever was said on it. */
  connections(): number;
  /** `GET /path` of each request. */
  requests(): readonly string[];
  close(): void;
};

/** An HTTP server on loopback that remembers who was there. */
export async function startVisitedServer(answer: RequestListener): Promise<VisitedServer> {
  const requests: string[] = [];
  let connections = 0;
  const remember = (request: IncomingMessage) => requests.push(`${request.method} ${request.url}`);
  const server = createServer((request, response) => {
    remember(request);
    answer(request, response);
  });
  server.on('connection', (_: Socket) => (connections += 1));
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    remember(request);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    requests: () => requests,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
