import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

/** How a link behaves towards a download client; a held one gives half, and the rest when it is released. Whoever asks whether it is there is told that it is. */
type Behaviour = 'given' | 'missing' | 'endless' | 'held';

/** Serves small files of random bytes under any name, well or badly as it is told. */
export class FileServer {
  private readonly behaviours = new Map<string, Behaviour>();
  private readonly held = new Map<string, (() => void)[]>();
  readonly bytes: Buffer;
  private readonly server = createServer((request, response) => {
    const asked = request.headers['user-agent']?.startsWith('Ledgarr');
    const behaviour = asked ? 'given' : (this.behaviours.get(request.url ?? '') ?? 'given');
    if (behaviour === 'missing') return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Length': this.bytes.length, 'Content-Type': 'application/octet-stream' });
    if (behaviour === 'given') return void response.end(this.bytes);
    if (behaviour !== 'held') return void response.write(this.bytes.subarray(0, 16));
    const half = this.bytes.length / 2;
    response.write(this.bytes.subarray(0, half));
    this.held.set(request.url!, [
      ...(this.held.get(request.url!) ?? []),
      () => response.end(this.bytes.subarray(half)),
    ]);
  });

  /** @param size of each file, in bytes */
  constructor(size = 4_096) {
    this.bytes = randomBytes(size);
  }

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

  /** Lets a held link go on to its end. */
  release(name: string): void {
    this.behaviours.set(`/${name}`, 'given');
    for (const goOn of this.held.get(`/${name}`) ?? []) goOn();
    this.held.delete(`/${name}`);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
