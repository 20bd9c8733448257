import { api, dataOf } from '../../api/client.ts';
import { type Problem, ProblemError } from '../../api/problem.ts';
import { type Schemas } from '../../api/types.ts';
import { bodyOf, type Client, type ClientType, type Draft, draftOf, emptyDraft, fieldProblems } from './client-form.ts';

type Body = never;

/** A client that is being added or changed, tried before it is saved. */
export class Editing {
  draft = $state<Draft>(emptyDraft('qbittorrent'));
  test = $state.raw<Schemas['ClientTest'] | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state<'test' | 'save' | null>(null);
  readonly client: Client | null;
  readonly types: readonly ClientType[];

  readonly type = $derived.by(() => this.types.find(({ type }) => type === this.draft.type) ?? this.types[0]!);
  readonly problems = $derived.by(() => fieldProblems(this.problem));

  constructor(types: readonly ClientType[], client: Client | null) {
    this.types = types;
    this.client = client;
    if (client) this.draft = draftOf(client);
  }

  async tryOut(): Promise<void> {
    this.test = null;
    const body = { ...this.#body(), ...(this.client && { id: this.client.id }) };
    const test = await this.#during('test', () => dataOf(api.POST('/api/v1/clients/test', { body: body as Body })));
    this.test = test;
  }

  /** @returns the client as it is kept; null where it could not be saved, and the form says why */
  save(): Promise<Client | null> {
    const body = this.#body() as Body;
    const { client } = this;
    return this.#during('save', () =>
      client === null
        ? dataOf(api.POST('/api/v1/clients', { body }))
        : dataOf(api.PUT('/api/v1/clients/{id}', { params: { path: { id: client.id } }, body })),
    );
  }

  #body(): Record<string, unknown> {
    return bodyOf($state.snapshot(this.draft), this.type, this.client);
  }

  async #during<T>(what: 'test' | 'save', call: () => Promise<T>): Promise<T | null> {
    this.busy = what;
    this.problem = null;
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      this.problem = error.problem;
      return null;
    } finally {
      this.busy = null;
    }
  }
}
