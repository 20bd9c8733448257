import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { type DataSource } from 'typeorm';
import { createDataSource } from '../../src/database/data-source.js';
import { downloads } from '../../src/downloads/projections/downloads.js';
import { history } from '../../src/downloads/projections/history.js';
import { ListDownloadsAt, ListDownloadsAtHandler } from '../../src/downloads/queries/list-downloads-at.js';
import { Projector } from '../../src/event-processing/projections/projector.js';
import { quiet } from '../support/items-projection.js';
import { MemoryEventLog } from '../support/memory-event-log.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { initiatedData } from '../support/written-log.js';

const STREAMS = ['a', 'b', 'c'];
const IDS = [1, 2, 3, 4, 5].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const FIRST = Date.parse('2026-01-01T00:00:00Z');
const WAIT_MS = 60_000;

const KINDS = ['initiated', 'accepted', 'paused', 'resumed', 'cancellation-requested', 'completed', 'failed', 'cancelled'] as const; // prettier-ignore
type Kind = (typeof KINDS)[number] | 'praised' | 'malformed';
/** Something that is in the log. `item`: the id in the client, where one is told. */
type Happening = { stream: string; kind: Kind; id: string; item: string | null };
/** What happens to the runners before it. */
type Step = Happening & { runners: 'go on' | 'lose' | 'restart' | 'second' };

const dataOf = ({ kind, id: downloadId, item, stream }: Happening): unknown => {
  switch (kind) {
    case 'initiated':
      return initiatedData(downloadId, { itemKey: stream, downloadClientId: item });
    case 'accepted':
      return { downloadId, downloadClientId: item ?? 'x' };
    case 'cancellation-requested':
      return { downloadId, removeData: false, reason: 'user' };
    case 'completed':
      return { downloadId, outputPath: null, files: [], sizeBytes: 5 };
    case 'failed':
      return { downloadId, reason: 'stalled', message: null };
    case 'cancelled':
      return { downloadId, reason: 'user', leftInClient: false };
    case 'malformed':
      return { downloadId: 7 };
    default:
      return { downloadId };
  }
};
const typeOf = ({ kind }: Happening) => (kind === 'malformed' ? 'download.accepted' : `download.${kind}`);
const atOf = (place: number) => new Date(FIRST + place * 10_000).toISOString();

type Row = { status: string; item: string | null };

/** The queue as it is meant: spelt out, one event after the other. */
class Model {
  readonly rows = new Map<string, Row>();
  private readonly parked = new Set<string>();

  apply(happening: Happening): void {
    const { stream, kind, id, item } = happening;
    if (kind === 'malformed') this.parked.add(stream);
    if (this.parked.has(stream)) return;
    const row = this.rows.get(id);
    if (kind === 'initiated') this.put(id, { status: 'submitting', item });
    else if (!row || kind === 'praised') return;
    else if (kind === 'accepted') this.put(id, { status: 'queued', item: item ?? 'x' });
    else if (kind === 'paused') row.status = 'paused';
    else if (kind === 'resumed') row.status = 'queued';
    else if (kind === 'cancellation-requested') row.status = 'cancelling';
    else this.rows.delete(id);
  }

  /** Of two with one client item, the newer stays. */
  private put(id: string, row: Row): void {
    for (const [other, { item }] of this.rows) if (item !== null && item === row.item) this.rows.delete(other);
    this.rows.set(id, row);
  }

  get gist(): string[] {
    return [...this.rows].map(([id, { status, item }]) => `${id} ${status} ${item}`).sort();
  }
}

const modelOf = (happened: readonly Happening[]): Model => {
  const model = new Model();
  for (const each of happened) model.apply(each);
  return model;
};

class World {
  readonly log = new MemoryEventLog();
  private running: Projector[] = [];
  private readonly lengths = new Map<string, bigint>();

  private constructor(
    private readonly database: FreshDatabase,
    readonly source: DataSource,
  ) {}

  static async begin(): Promise<World> {
    const database = await freshDatabase();
    const world = new World(database, await createDataSource(database.url).initialize());
    world.start();
    return world;
  }

  async end(): Promise<void> {
    await this.stop();
    await this.source.destroy();
    await this.database.drop();
  }

  start(): void {
    const projections = [downloads, history];
    const projector = new Projector({ databaseUrl: this.database.url, log: this.log, projections, logger: quiet });
    projector.start();
    this.running.push(projector);
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.splice(0).map((projector) => projector.stop()));
  }

  async disturb({ runners }: Step): Promise<void> {
    if (runners === 'lose') this.log.loseSubscriptions();
    if (runners === 'second') this.start();
    if (runners !== 'restart') return;
    // Whoever worked stops in the middle of it; another goes on.
    const [first, ...others] = this.running;
    if (others.length === 0) this.start();
    this.running = this.running.filter((each) => each !== first);
    await first!.stop();
  }

  async append(happening: Happening, place: number): Promise<void> {
    const stream = `download-nas.${happening.stream}`;
    const length = this.lengths.get(stream);
    const metadata = { schemaVersion: '1', actor: 'test', commandId: randomUUID(), occurredAt: atOf(place) };
    const event = { id: randomUUID(), type: typeOf(happening), data: dataOf(happening), metadata };
    const { revision } = await this.log.append(stream, [event as never], length ?? 'no-stream');
    this.lengths.set(stream, revision);
  }

  async caughtUp(): Promise<void> {
    const position = (await this.log.lastPosition(['download-']))!;
    for (const { name } of [downloads, history])
      expect(await this.running[0]!.waitFor(name, position, WAIT_MS)).toBe(true);
  }

  rebuild = () => this.running[0]!.rebuildTogether(['downloads', 'history']);

  async queue(): Promise<string[]> {
    const rows = await this.source.query<{ gist: string }[]>(
      `SELECT id || ' ' || status || ' ' || coalesce(download_client_id, 'null') AS gist FROM downloads`,
    );
    return rows.map(({ gist }) => gist).sort();
  }

  async queueAt(at: string): Promise<string[]> {
    const question = { filter: {}, sort: ['initiatedAt'] as const, limit: 1_000 };
    const { items } = await new ListDownloadsAtHandler(this.source).execute(new ListDownloadsAt(at, question));
    return items.map(({ id, status, downloadClientId }) => `${id} ${status} ${downloadClientId}`).sort();
  }

  historyRows = async (): Promise<unknown[]> => [
    await this.source.query('SELECT * FROM download_history ORDER BY event_id'),
    await this.source.query('SELECT * FROM download_attempts ORDER BY id'),
  ];
}

const happening: fc.Arbitrary<Happening> = fc.record({
  stream: fc.constantFrom(...STREAMS),
  kind: fc.oneof(
    { weight: 5, arbitrary: fc.constant<Kind>('initiated') },
    { weight: 14, arbitrary: fc.constantFrom<Kind>(...KINDS) },
    { weight: 1, arbitrary: fc.constantFrom<Kind>('praised', 'praised', 'malformed') },
  ),
  id: fc.constantFrom(...IDS),
  item: fc.constantFrom(null, 'x', 'y', 'z'),
});
const runners = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Step['runners']>('go on') },
  { weight: 3, arbitrary: fc.constantFrom<Step['runners']>('lose', 'restart', 'second') },
);
const steps = fc.array(
  fc.tuple(happening, runners).map(([what, how]): Step => ({ ...what, runners: how })),
  { minLength: 1, maxLength: 40 },
);

/** The same story with everything left out that cannot lawfully follow what was before. */
function lawful(all: readonly Happening[]): Happening[] {
  const holders = new Map<string, { id: string; stage: 'begun' | 'taken' | 'ending' }>();
  const used = new Set<string>();
  const follows = ({ stream, kind, id }: Happening): boolean => {
    const holder = holders.get(stream);
    if (kind === 'initiated') return !holder && !used.has(id);
    if (!holder || holder.id !== id || kind === 'praised' || kind === 'malformed') return false;
    return kind === 'cancelled' || (holder.stage !== 'ending' && (kind === 'accepted' || holder.stage === 'taken'));
  };
  const happens = (each: Happening): boolean => {
    if (!follows(each)) return false;
    const { stream, kind, id } = each;
    used.add(id);
    if (kind === 'initiated') holders.set(stream, { id, stage: 'begun' });
    else if (kind === 'accepted') holders.set(stream, { id, stage: 'taken' });
    else if (kind === 'cancellation-requested') holders.set(stream, { id, stage: 'ending' });
    else if (['completed', 'failed', 'cancelled'].includes(kind)) holders.delete(stream);
    return true;
  };
  return all.filter(happens).map((each) => ({ ...each, item: each.kind === 'initiated' ? null : each.stream }));
}

const inWorld = async (work: (world: World) => Promise<void>): Promise<void> => {
  const world = await World.begin();
  try {
    await work(world);
  } finally {
    await world.end();
  }
};

describe('whatever is in the log, lawful or not, and whatever becomes of those who read it', () => {
  it('the queue, the model, the rebuilt queue and the queue as of now are the same', () =>
    fc.assert(
      fc.asyncProperty(steps, (story) =>
        inWorld(async (world) => {
          for (const [place, step] of story.entries()) {
            await world.disturb(step);
            await world.append(step, place);
          }
          await world.caughtUp();
          const expected = modelOf(story).gist;
          const now = new Date().toISOString();
          expect(await world.queue()).toEqual(expected);
          expect(await world.queueAt(now)).toEqual(expected);
          const before = await world.historyRows();
          await world.rebuild();
          expect(await world.queue()).toEqual(expected);
          expect(await world.queueAt(now)).toEqual(expected);
          expect(await world.historyRows()).toEqual(before);
        }),
      ),
      { numRuns: 15, endOnFailure: true },
    ));
});

describe('what is lawful', () => {
  it('is told for every instant as the log had it then', () =>
    fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 60, maxLength: 120 }).map(lawful), (story) => {
        fc.pre(story.length > 0);
        return inWorld(async (world) => {
          for (const [place, each] of story.entries()) await world.append(each, place);
          await world.caughtUp();
          for (const place of story.keys())
            expect(await world.queueAt(atOf(place))).toEqual(modelOf(story.slice(0, place + 1)).gist);
        });
      }),
      { numRuns: 8, endOnFailure: true },
    ));
});
