import { api, dataOf, newIdempotencyKey } from '../../api/client.ts';
import { type Problem, ProblemError } from '../../api/problem.ts';
import { type Schemas } from '../../api/types.ts';
import { type ReleaseInput, releaseOf, releaseOfFile } from './release-input.ts';
import { m } from '../../messages/en.ts';

/** Codes of refusals that `force` passes: the content is in the way, not the item itself. */
const FORCEABLE = ['duplicate-download', 'already-in-library'];

/** Milliseconds without a key after which somebody has finished typing. */
const RESTS_MS = 250;

/** What somebody is about to ask for, and what became of it. */
export class Adding {
  text = $state('');
  file = $state.raw<{ name: string; release: ReleaseInput } | null>(null);
  client = $state('');
  /** What is wrong with what was given, before it is sent. */
  invalid = $state<string | null>(null);
  refusal = $state.raw<Problem | null>(null);
  sending = $state(false);
  /** What would come of it, told before it is sent; null where nobody knows. */
  preview = $state.raw<Schemas['Preview'] | null>(null);
  #asked = 0;
  #key = newIdempotencyKey();

  readonly release = $derived(this.file?.release ?? releaseOf(this.text));

  /** What is in the way: as it was answered, or as it would be. */
  readonly verdict = $derived(this.refusal ?? (this.preview?.refusal as Problem | null | undefined) ?? null);

  readonly forceable = $derived(
    this.verdict !== null && (this.verdict['forceable'] ?? FORCEABLE.includes(this.verdict.code)) === true,
  );

  /** Something else is asked for from now on. */
  changed(): void {
    this.invalid = null;
    this.refusal = null;
    this.preview = null;
    this.#key = newIdempotencyKey();
    void this.#look();
  }

  /** Once the typing rests. Nothing is fetched for it, and where it fails one hears so when it is sent. */
  async #look(): Promise<void> {
    const asked = ++this.#asked;
    await new Promise((resolve) => setTimeout(resolve, RESTS_MS));
    const { release } = this;
    if (!release || asked !== this.#asked) return;
    const body = { release, content: 'parse' as const };
    const preview = await dataOf(api.POST('/api/v1/downloads/preview', { body })).catch(() => null);
    if (asked === this.#asked) this.preview = preview;
  }

  async take(file: File): Promise<void> {
    const release = releaseOfFile(new Uint8Array(await file.arrayBuffer()));
    if (release) this.file = { name: file.name, release };
    this.changed();
    if (release) return;
    this.invalid = m.add.noRelease(file.name);
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
