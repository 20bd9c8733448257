import { api, dataOf } from '../api/client.ts';
import { ProblemError } from '../api/problem.ts';
import { type Schemas } from '../api/types.ts';
import { queue } from './queue.svelte.ts';

type Health = Schemas['Client']['health'];
type Projection = Schemas['Projection'];

/** Clients and projections as the stream tells of them, after what was asked once. */
class Surroundings {
  health = $state.raw<ReadonlyMap<string, Health>>(new Map());
  projections = $state.raw<ReadonlyMap<string, Projection>>(new Map());
  #following = false;

  readonly clientsDown = $derived([...this.health.values()].filter(({ state }) => state === 'down').length);
  readonly projectionsInNeed = $derived(
    [...this.projections.values()].filter(({ state, parked }) => state === 'failed' || parked > 0).length,
  );

  /** Once for the page. */
  follow(): void {
    if (this.#following) return;
    this.#following = true;
    queue.listen((event, data) => this.#heard(event, data));
    void this.#ask();
  }

  /** A client that is gone has no health any more. */
  forgetClient(id: string): void {
    this.health = new Map([...this.health].filter(([known]) => known !== id));
  }

  /** They were asked about: newer than what the stream has told. */
  projectionsRead(projections: readonly Projection[]): void {
    this.projections = new Map(projections.map((each) => [each.name, each]));
  }

  #heard(event: string, data: unknown): void {
    if (event === 'client') {
      const { id, health } = data as { id: string; health: Health };
      const latencyMs = this.health.get(id)?.latencyMs ?? null;
      this.health = new Map([...this.health, [id, { ...health, latencyMs: health.latencyMs ?? latencyMs }]]);
    }
    if (event === 'projection') {
      const projection = data as Projection;
      this.projections = new Map([...this.projections, [projection.name, projection]]);
    }
  }

  async #ask(): Promise<void> {
    try {
      const clients = await dataOf(api.GET('/api/v1/clients'));
      this.health = new Map(clients.items.map(({ id, health }) => [id, health]));
      const projections = await dataOf(api.GET('/api/v1/projections'));
      this.projections = new Map(projections.items.map((each) => [each.name, each]));
    } catch (error) {
      // Badges are not worth a word of trouble: the pages themselves say what does not answer.
      if (!(error instanceof ProblemError)) throw error;
    }
  }
}

export const surroundings = new Surroundings();
