import { type DownloadView } from '../../src/downloads/queries/download-view.js';
import { type HistoryEntry } from '../../src/downloads/queries/list-history.js';

type Answer = { status: number; body: Record<string, unknown> };

/** The HTTP API, as a script would use it. */
export class Api {
  constructor(
    private readonly url: string,
    private readonly key: string,
  ) {}

  async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        'X-Api-Key': this.key,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
  }

  async queue(): Promise<DownloadView[]> {
    return (await this.call('GET', '/downloads')).body['items'] as DownloadView[];
  }

  async download(id: string): Promise<DownloadView> {
    return (await this.call('GET', `/downloads/${id}`)).body as DownloadView;
  }

  /** Oldest first. */
  async history(): Promise<HistoryEntry[]> {
    return ((await this.call('GET', '/history')).body['items'] as HistoryEntry[]).reverse();
  }
}
