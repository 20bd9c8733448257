import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';

export type SupervisedNode = {
  /** For a client, with the token of this start: the same for as long as the node is supervised. */
  readonly connectionString: string;
  /** The process that serves now; undefined between two. */
  readonly pid: number | undefined;
  /** Ends the node, appends under way written. */
  stop(): Promise<void>;
};

export type SupervisionOptions = {
  readonly databaseUrl: string;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly logger: Logger;
  /** The node's program, where it is not beside this file. */
  readonly program?: string;
};

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A node that has served this long and then dies is started again without delay. */
const STEADY_MS = 30_000;
const PATIENCE_MS = 10_000;

/**
 * Runs the node as a process of its own and starts it again when it dies, on the same port and with the same token,
 * so that clients find it again where it was. It ends with this process, however that ends.
 * @throws Error when the first start fails, with the node's reason
 */
export const superviseNode = async (options: SupervisionOptions): Promise<SupervisedNode> => {
  const supervision = new Supervision(options);
  await supervision.start();
  return supervision;
};

class Supervision implements SupervisedNode {
  private readonly token = randomBytes(24).toString('base64url');
  private child: ChildProcess | undefined;
  private url = '';
  private stopping = new AbortController();
  private kept: Promise<void> = Promise.resolve();

  constructor(private readonly options: SupervisionOptions) {}

  get connectionString(): string {
    return this.url;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  async start(): Promise<void> {
    const child = await this.launch(this.options.port ?? 0);
    this.kept = this.keep(child);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.child) await end(this.child);
    await this.kept;
  }

  /** Starts the node again whenever it ends, until it is told to stop. */
  private async keep(first: ChildProcess): Promise<void> {
    let delay = FIRST_PAUSE_MS;
    for (let child: ChildProcess | undefined = first; ;) {
      const since = performance.now();
      if (child) await ended(child);
      this.child = undefined;
      if (this.stopping.signal.aborted) return;
      delay = performance.now() - since > STEADY_MS ? FIRST_PAUSE_MS : Math.min(2 * delay, LONGEST_PAUSE_MS);
      this.options.logger.error(
        { code: child?.exitCode, signal: child?.signalCode },
        'the event store node ended and is started again',
      );
      await pause(delay, undefined, { signal: this.stopping.signal }).catch(ignoreAbort);
      if (this.stopping.signal.aborted) return;
      child = await this.launch(Number(new URL(this.url).port)).catch((error: unknown) => {
        this.options.logger.error({ err: error }, 'the event store node did not start');
        return undefined;
      });
    }
  }

  private async launch(port: number): Promise<ChildProcess> {
    const { databaseUrl, program = fileURLToPath(new URL('./main.js', import.meta.url)) } = this.options;
    const child = fork(program, ['--port', String(port)], {
      execArgv: [],
      env: { ...process.env, LEDGARR_NODE_DATABASE_URL: databaseUrl, LEDGARR_NODE_TOKEN: this.token },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    this.child = child;
    this.url = await firstLine(child);
    return child;
  }
}

/** @throws Error when the node ends before it serves */
const firstLine = async (child: ChildProcess): Promise<string> => {
  let reason = '';
  child.on('message', (message: { failed?: string }) => (reason = message.failed ?? reason));
  const gone = ended(child).then(() => {
    throw new Error(
      `the event store node did not start: ${reason || `it ended with code ${child.exitCode ?? child.signalCode}`}`,
    );
  });
  gone.catch(() => undefined); // It ends one day in any case; only until the line is here that is a failure.
  const [line] = (await Promise.race([once(createInterface(child.stdout!), 'line'), gone])) as [string];
  child.stdout!.resume();
  return line;
};

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // One that could not be started never exits; any other error says that it could not be told something.
    child.on('error', () => child.pid ?? resolve());
  });
};

const end = async (child: ChildProcess): Promise<void> => {
  const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  child.kill('SIGTERM');
  await ended(child);
  clearTimeout(late);
};

const ignoreAbort = (error: Error): void => {
  if (error.name !== 'AbortError') throw error;
};
