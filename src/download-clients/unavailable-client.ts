import { type ClientTraits } from './client-type.js';
import { ClientUnavailable, type DownloadClient } from './download-client.js';

/**
 * Stands for a configured client that cannot be opened: this version has no adapter for its type, or its address is none. Whatever
 * is asked of it, it is unavailable and says why. Nothing of it is lost, and what it holds goes on when it can be opened.
 */
export class UnavailableClient implements DownloadClient {
  readonly protocols: ClientTraits['protocols'];
  readonly capabilities: ClientTraits['capabilities'];

  constructor(
    private readonly reason: string,
    { protocols, capabilities }: ClientTraits,
  ) {
    this.protocols = protocols;
    this.capabilities = capabilities;
  }

  add = () => this.refuse();
  list = () => this.refuse();
  get = () => this.refuse();
  files = () => this.refuse();
  pause = () => this.refuse();
  resume = () => this.refuse();
  remove = () => this.refuse();
  test = () => this.refuse();

  private refuse(): Promise<never> {
    return Promise.reject(new ClientUnavailable(this.reason));
  }
}
