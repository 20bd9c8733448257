import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** One exchange as a daemon had it, trimmed to what an adapter reads. */
export type Recorded = {
  scenario: string;
  about: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: unknown;
  answer: { status: number; headers: Record<string, string>; body: unknown };
};

export const recordingsOf = (client: string): Recorded[] =>
  JSON.parse(readFileSync(`test/contract/download-clients/fixtures/${client}.json`, 'utf8')) as Recorded[];

/** Those of one scenario, or the one that was recorded with these words. */
export function pick(recordings: readonly Recorded[], scenario: string, about?: string): Recorded[] {
  const found = recordings.filter((each) => each.scenario === scenario && (about ?? each.about) === each.about);
  if (found.length === 0) throw new Error(`not recorded: ${scenario}, ${about}`);
  return found;
}

export type Asked = { method: string; path: string; headers: IncomingMessage['headers']; body: string };
export type Replay = {
  url: string;
  /** All that was asked, in order. */
  asked: Asked[];
  /** What was asked and is not recorded; answered with status 599. */
  unknown: Asked[];
  stop(): Promise<void>;
};

/**
 * Answers as a recorded daemon did. A request is met by the first of the exchanges that has not served yet and fits it, or once
 * all that fit have served by the last of them.
 */
export async function startReplay(
  exchanges: readonly Recorded[],
  fits: (asked: Asked, recorded: Recorded) => boolean,
): Promise<Replay> {
  const served = new Set<Recorded>();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url: path = '', headers } = request;
    const asked = { method, path, headers, body: await text(request) };
    replay.asked.push(asked);
    const fitting = exchanges.filter((each) => fits(asked, each));
    const recorded = fitting.find((each) => !served.has(each)) ?? fitting.at(-1);
    if (recorded === undefined) return void (replay.unknown.push(asked), response.writeHead(599).end('not recorded'));
    served.add(recorded);
    const { status, headers: said, body } = recorded.answer;
    response.writeHead(status, said);
    response.end(body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
  };
  const server = createServer(
    (request, response) => void answer(request, response).catch(() => response.destroy()),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const replay: Replay = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    unknown: [],
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return replay;
}
