import { type Problem } from '../../http/problem.js';
import { CommandFailed, EXIT } from '../command-failed.js';
import { findService, type ServiceAt } from './find-service.js';
import { sentenceOf } from './problem-sentence.js';

export type Query = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** A link is fetched, and a projection waited for, within this time. */
const TIMEOUT_MS = 120_000;

/** What the service has refused. */
export class RefusedByService extends CommandFailed {
  constructor(readonly problem: Problem) {
    super(sentenceOf(problem), exitCodeOf(problem));
  }
}

/** The HTTP API of a service that runs. */
export class Service {
  constructor(private readonly at: ServiceAt) {}

  static async find(url: string | undefined): Promise<Service> {
    return new Service(await findService(url));
  }

  get url(): string {
    return this.at.url;
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    return this.call<T>('GET', withQuery(path, query));
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  delete(path: string): Promise<unknown> {
    return this.call('DELETE', path);
  }

  /** @throws CommandFailed where nobody answers; RefusedByService */
  async open(method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), 'X-Api-Key': this.at.apiKey };
    const response = await fetch(`${this.at.url}/api/v1${path}`, { ...init, method, headers }).catch((error: Error) => {
      throw new CommandFailed(unreachable(this.at.url, error), EXIT.unreachable);
    });
    if (!response.ok) throw new RefusedByService(await problemOf(response));
    return response;
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }; // prettier-ignore
    const response = await this.open(method, path, { ...sent, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
}

function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text !== undefined && text !== '') parameters.set(name, String(text));
  }
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

/** What another server answers there is no problem of ours. */
async function problemOf(response: Response): Promise<Problem> {
  const found = (await response.json().catch(() => null)) as Partial<Problem> | null;
  if (typeof found?.code === 'string' && typeof found.title === 'string') return found as Problem;
  return { status: response.status, code: 'unknown', title: `${response.url} answers ${response.status}: it is no Ledgarr.` }; // prettier-ignore
}

const exitCodeOf = ({ code, status }: Problem): number => {
  if (code === 'duplicate-download' || code === 'already-in-library') return EXIT.thereAlready;
  return status === 503 ? EXIT.unreachable : EXIT.failed;
};

function unreachable(url: string, error: Error): string {
  if (error.name === 'TimeoutError') return `${url} has not answered within ${TIMEOUT_MS / 1_000} s.`;
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  const reason = code === 'ECONNREFUSED' ? '' : ` (${code ?? message})`;
  return `No Ledgarr answers on ${url}${reason}: start it with npm start, or name another with --url.`;
}
