import { type ClientType, ClientUnavailable, type DownloadClient } from './download-client.js';

/**
 * Stands for a client of a type that this version cannot talk to: it may be configured (an import brings such clients along),
 * is given no new download, and whatever is asked of it, it is unavailable. Nothing of it is lost, and a later version goes on.
 */
export class ClientWithoutAdapter implements DownloadClient {
  readonly protocols = [];
  readonly capabilities = [];

  constructor(private readonly type: ClientType) {}

  add = () => this.refuse();
  list = () => this.refuse();
  get = () => this.refuse();
  files = () => this.refuse();
  pause = () => this.refuse();
  resume = () => this.refuse();
  remove = () => this.refuse();
  test = () => this.refuse();

  private refuse(): Promise<never> {
    return Promise.reject(new ClientUnavailable(`This version has no adapter for ${this.type} yet.`));
  }
}
