import { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type Duplex } from 'node:stream';
import { problemOfStatus, wireProblem } from '../answer-problem.js';
import { PROBLEM_TYPE } from '../problem.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** What cannot be read as HTTP. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.end(wireProblem(problemOfStatus(statusOf(error))), () => socket.destroy());
  else socket.destroy();
}

function statusOf({ code }: NodeJS.ErrnoException): number {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 408;
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return 413;
    case 'HPE_HEADER_OVERFLOW':
      return 431;
    default:
      return 400;
  }
}

/** Answers what Node answers or drops by itself, without asking anybody. */
export function answerForNode(server: Server): void {
  // The caller is told to go on once its key and its size are known: see `continueBody`.
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    server.emit('request', request, response);
  });
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const problem = problemOfStatus(417);
    response.writeHead(problem.status, { ...SECURITY_HEADERS, 'Content-Type': PROBLEM_TYPE, Connection: 'close' });
    response.end(JSON.stringify(problem));
  });
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => undefined); // nobody is left to tell
    socket.end(wireProblem(problemOfStatus(405)), () => socket.destroy());
  });
}
