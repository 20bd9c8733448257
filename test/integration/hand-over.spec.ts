import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { openClient } from '../../src/download-clients/open-client.js';
import { ClientUnavailable, type AddRequest } from '../../src/download-clients/download-client.js';
import { handOver } from '../../src/downloads/dispatcher/hand-over.js';
import { startTransmission, type Transmission } from '../support/daemons/transmission.js';
import { makeTorrent } from '../support/torrents.js';

let transmission: Transmission;
let between: Server;
/** Bodies of the calls that the client has got. */
let calls: string[];
/** What becomes of a call: answered, its answer lost, or lost itself. */
let fate: (body: string) => 'answered' | 'answer-lost' | 'lost' = () => 'answered';

/** Between Ledgarr and the real client, as a bad line is. */
const startBetween = async () => {
  const server = createServer((asked, answer) => {
    const parts: Buffer[] = [];
    asked.on('data', (part: Buffer) => parts.push(part));
    asked.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const what = fate(body);
      if (what === 'lost') return void asked.socket.destroy();
      calls.push(body);
      const onward = request(
        new URL(asked.url ?? '/', transmission.url),
        { method: asked.method, headers: asked.headers },
        (got) => {
          // prettier-ignore
          if (what === 'answer-lost') return void got.resume().on('end', () => asked.socket.destroy());
          answer.writeHead(got.statusCode ?? 500, got.headers);
          got.pipe(answer);
        },
      );
      onward.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
};

beforeAll(async () => {
  transmission = await startTransmission();
  between = await startBetween();
});
afterAll(async () => {
  between?.close();
  await transmission?.stop();
});
beforeEach(() => {
  calls = [];
  fate = () => 'answered';
});

const adapter = () => {
  const { username, password } = transmission;
  const url = `http://127.0.0.1:${(between.address() as AddressInfo).port}/`;
  return openClient({ type: 'transmission', url, username, password, apiKey: null, category: null, downloadDir: null });
};
const asked = (name: string): AddRequest => {
  const { file, infoHash } = makeTorrent({ name, sizes: [1_000] });
  return { itemKey: infoHash, title: name, payload: { kind: 'torrent', file }, category: null, priority: null };
};
const adds = () => calls.filter(isAdd).length;
const isAdd = (body: string) => body.includes('"torrent-add"');

it('a release whose answer is lost was taken: it is not handed over once more', async () => {
  const release = asked('Answer.Lost');
  let lost = 0;
  fate = (body) => (isAdd(body) && lost++ === 0 && calls.some((call) => call.includes('session-get')) ? 'answer-lost' : 'answered'); // prettier-ignore
  const client = adapter();
  await client.test();
  expect(await handOver(client, release)).toEqual({
    id: release.itemKey,
    note: expect.stringMatching(/lost/) as string,
  });
  expect(adds()).toBe(1);
});

it('a release that got lost itself is not taken for handed over', async () => {
  const release = asked('Lost.Itself');
  fate = (body) => (isAdd(body) ? 'lost' : 'answered');
  const client = adapter();
  await client.test();
  await expect(handOver(client, release)).rejects.toThrow(ClientUnavailable);
  fate = () => 'answered';
  expect(await handOver(client, release)).toMatchObject({ id: release.itemKey });
  expect(adds()).toBe(1);
});

it('one that is there already, under whatever name, is taken for ours', async () => {
  const release = asked('There.Already');
  const client = adapter();
  await handOver(client, release);
  expect(await handOver(client, { ...release, title: 'Another name' })).toMatchObject({ id: release.itemKey });
  expect((await client.list()).filter(({ id }) => id === release.itemKey)).toHaveLength(1);
});
