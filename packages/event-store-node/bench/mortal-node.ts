import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The node as a process that stands up again as soon as it has fallen, without a supervisor's patience between. */
export class MortalNode {
  private standing: Promise<void> = Promise.resolve();
  private stopping = false;

  private constructor(
    private readonly databaseUrl: string,
    private child: ChildProcess,
    readonly connectionString: string,
  ) {
    this.watch();
  }

  static async start(databaseUrl: string): Promise<MortalNode> {
    const child = launch(databaseUrl, 0);
    const [line] = (await once(child.stdout!, 'data')) as [Buffer];
    return new MortalNode(databaseUrl, child, line.toString().trim());
  }

  /** At whatever it is doing: serving, or starting still. */
  killAndStartAgain(): void {
    this.child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.child.kill('SIGTERM');
    await this.standing;
  }

  private watch(): void {
    this.standing = once(this.child, 'exit').then(() => {
      if (this.stopping) return;
      this.child = launch(this.databaseUrl, Number(new URL(this.connectionString).port));
      this.watch();
      return this.standing;
    });
  }
}

const launch = (databaseUrl: string, port: number): ChildProcess => {
  const program = fileURLToPath(new URL('../src/main.js', import.meta.url));
  return fork(program, ['--open', '--port', String(port)], {
    env: { ...process.env, LEDGARR_NODE_DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
  });
};
