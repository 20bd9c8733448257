import { type ApiKeys, type FoundKey } from './api-keys.js';
import { type FailedKeys } from './failed-keys.js';
import { hashOf, isSameHash } from './secret.js';

/** The name of the key in `<data dir>/api-key`, which the events of its requests have as their actor. */
export const ADMIN_NAME = 'api';

/** Knows whose a key is, however it is sent: as a header, a parameter or a password. */
export class Authenticator {
  private readonly adminHash: Buffer;

  /** @param adminKey what `<data dir>/api-key` holds */
  constructor(
    adminKey: string,
    private readonly keys: ApiKeys,
    private readonly failures: FailedKeys,
  ) {
    this.adminHash = hashOf(adminKey);
  }

  /**
   * @param address where it came from: who sends wrong keys is slowed down
   * @returns null where it is nobody's
   * @throws ProblemError too-many-failures, 429
   */
  findByKey(secret: string, address: string): Promise<FoundKey | null> {
    const hash = hashOf(secret);
    return this.failures.slowing(address, hash, () => this.findByHash(hash));
  }

  /** @param hash SHA-256 of the key */
  async findByHash(hash: Buffer): Promise<FoundKey | null> {
    if (isSameHash(hash, this.adminHash)) return { name: ADMIN_NAME, scopes: ['admin'], settings: {}, hash };
    return this.keys.find(hash);
  }
}
