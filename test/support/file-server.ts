import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

/** How a link behaves towards a download client. Whoever asks whether it is there is told that it is. */
type Behaviour = 'given' | 'missing' | 'endless';

/** Serves small files of random bytes under any name, well or badly as it is told. */
export class FileServer {
  private readonly behaviours = new Map<string, Behaviour>();
  readonly bytes = randomBytes(4_096);
  private readonly server = createServer((request, response) => {
    const asked = request.headers['user-agent']?.startsWith('Ledgarr');
    const behaviour = asked ? 'given' : (this.behaviours.get(request.url ?? '') ?? 'given');
    if (behaviour === 'missing') return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Length': this.bytes.length, 'Content-Type': 'application/octet-stream' });
    if (behaviour === 'given') return void response.end(this.bytes);
    response.write(this.bytes.subarray(0, 16));
  });

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  /** @returns the link */
  file(name: string, behaviour: Behaviour = 'given'): string {
    this.behaviours.set(`/${name}`, behaviour);
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${name}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
