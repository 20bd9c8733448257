import { api, dataOf, newIdempotencyKey } from '../../api/client.ts';
import { type Problem, ProblemError } from '../../api/problem.ts';
import { type ReleaseInput, releaseOf, releaseOfFile } from './release-input.ts';
import { m } from '../../messages/en.ts';

/** Codes of refusals that `force` passes: the content is in the way, not the item itself. */
const FORCEABLE = ['duplicate-download', 'already-in-library'];

/** What somebody is about to ask for, and what became of it. */
export class Adding {
  text = $state('');
  file = $state.raw<{ name: string; release: ReleaseInput } | null>(null);
  client = $state('');
  /** What is wrong with what was given, before it is sent. */
  invalid = $state<string | null>(null);
  refusal = $state.raw<Problem | null>(null);
  sending = $state(false);
  #key = newIdempotencyKey();

  readonly release = $derived(this.file?.release ?? releaseOf(this.text));

  readonly forceable = $derived(
    this.refusal !== null && (this.refusal['forceable'] ?? FORCEABLE.includes(this.refusal.code)) === true,
  );

  /** Something else is asked for from now on. */
  changed(): void {
    this.invalid = null;
    this.refusal = null;
    this.#key = newIdempotencyKey();
  }

  async take(file: File): Promise<void> {
    const release = releaseOfFile(new Uint8Array(await file.arrayBuffer()));
    this.changed();
    if (release) this.file = { name: file.name, release };
    else this.invalid = m.add.noRelease(file.name);
  }

  /** @returns the id of the download, or null where it was refused */
  async send(force = false): Promise<string | null> {
    const { release } = this;
    if (!release) {
      this.invalid = m.add.nothing;
      return null;
    }
    if (force) this.#key = newIdempotencyKey();
    this.sending = true;
    this.refusal = null;
    const body = { release, content: 'parse' as const, ...(this.client && { client: this.client }), ...(force && { force }) }; // prettier-ignore
    try {
      const headers = { 'Idempotency-Key': this.#key };
      const download = await dataOf(api.POST('/api/v1/downloads', { body, headers } as never));
      return (download as { id: string }).id;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.refusal = error.problem;
      return null;
    } finally {
      this.sending = false;
    }
  }
}
