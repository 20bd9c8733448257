import type { Server as HttpServer } from 'node:http';
import type { Http2Server } from 'node:http2';
import { createServer, type Server } from 'node:net';

/** A port whose connections go to one server or the other: HTTP/2 begins with a preface of its own, `PRI * HTTP/2.0`. */
export const httpMultiplexer = (http2: Http2Server, http: HttpServer): Server =>
  createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      if (!first) return void socket.destroy();
      socket.unshift(first);
      (first.toString('latin1', 0, 3) === 'PRI' ? http2 : http).emit('connection', socket);
    });
  });
