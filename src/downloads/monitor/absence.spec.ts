import { ABSENCE, type ClientSight, judgeAbsence } from './absence.js';
import { type Observation } from './observe.js';

const rows = (count: number) => Array.from({ length: count }, (_, i) => `row ${i}`);
const seconds = (count: number) => count * 1_000;

/** A client that is polled every second: `play` gives what each poll lists of its rows, or null for one that failed. */
class Client {
  private sight: ClientSight | null = null;
  private now = 1_000_000;
  readonly gone: string[] = [];
  warning: string | null = null;

  constructor(private readonly all: readonly string[]) {}

  poll(listed: readonly string[] | null, { others = 0, session = null as string | null } = {}): this {
    this.now += 1_000;
    if (listed === null) this.sight = null;
    else {
      const observations = this.all.map(
        (id) => ({ found: listed.includes(id), row: { id } }) as unknown as Observation,
      );
      const look = { observations, listed: listed.length + others, session };
      const judged = judgeAbsence(this.sight, look, this.now, ABSENCE);
      this.sight = judged.sight;
      this.warning = judged.warning;
      this.gone.push(...[...judged.gone].filter((id) => !this.gone.includes(id)));
    }
    return this;
  }

  during(polls: number, ...args: Parameters<Client['poll']>): this {
    for (let i = 0; i < polls; i++) this.poll(...args);
    return this;
  }
}

/** One that has been followed for long. */
const followed = (all: readonly string[], options = {}) => new Client(all).during(60, all, options);

describe('an item that a client does not list', () => {
  it('is gone after two polls in a row, where the client lists others', () => {
    const client = followed(rows(3)).poll(['row 0', 'row 1']);
    expect(client.gone).toEqual([]);
    expect(client.poll(['row 0', 'row 1']).gone).toEqual(['row 2']);
  });

  it('is not gone when it is back in the second poll, however often that happens', () => {
    const client = followed(rows(3));
    for (let i = 0; i < 100; i++) client.poll(['row 0']).poll(rows(3));
    expect(client.gone).toEqual([]);
  });

  it('is gone within a minute where it was the only one', () =>
    expect([followed(rows(1)).during(39, []).gone, followed(rows(1)).during(41, []).gone]).toEqual([[], ['row 0']]));

  it('is gone within a minute where nothing but it is left, and the client lists what is not ours', () =>
    expect(followed(rows(1)).during(2, [], { others: 1 }).gone).toEqual(['row 0']));
});

describe('a client that lists nothing for some seconds', () => {
  it.each([1, 5])('loses none of its %i downloads, seen down before or not', (count) => {
    const all = rows(count);
    expect(followed(all).during(30, []).during(100, all).gone).toEqual([]);
    expect(followed(all).poll(null).during(30, []).during(100, all).gone).toEqual([]);
    expect(followed(all).during(10, null).during(30, []).during(100, all).gone).toEqual([]);
  });

  it('loses none in many short times either', () => {
    const client = followed(rows(2));
    for (let i = 0; i < 20; i++) client.during(20, []).poll(rows(2));
    expect(client.gone).toEqual([]);
  });

  it('loses none while this service was away: what it has just begun to look at may have been started just now', () =>
    expect(new Client(rows(4)).during(25, []).during(100, rows(4)).gone).toEqual([]));

  it('has lost them where they stay away', () =>
    expect(followed(rows(4)).poll(null).during(60, []).gone).toEqual(rows(4)));
});

describe('a client that has come up and lists its items one after another', () => {
  it.each<[string, (client: Client) => Client]>([
    ['after it was seen down', (client) => client.poll(null)],
    ['when another session tells that it was started anew', (client) => client],
    ['when this service has just been started', () => new Client(rows(5))],
  ])('loses none %s', (_, begin) => {
    const client = begin(followed(rows(5), { session: 'a' }));
    for (let i = 0; i <= 5; i++) client.during(4, rows(i), { session: 'b' });
    expect(client.gone).toEqual([]);
    expect(client.during(40, rows(4), { session: 'b' }).gone).toEqual(['row 4']);
  });
});

describe('many items lost at once', () => {
  it('are a warning, and believed after five minutes', () => {
    const client = followed(rows(225)).during(290, rows(137));
    expect([client.gone, client.warning]).toEqual([[], 'It no longer lists 88 of 225 downloads: taken for lost after 5 minutes.']); // prettier-ignore
    expect(client.during(20, rows(137)).gone).toHaveLength(88);
  });

  it('are none where they are back in time', () => {
    const client = followed(rows(225)).during(200, rows(137)).during(600, rows(225));
    expect([client.gone, client.warning]).toEqual([[], null]);
  });

  it.each([
    [100, 95, 5],
    [10, 5, 5],
    [100, 80, 20],
  ])('are more than five and more than a fifth: of %i, %i are left, and %i are gone as usual', (all, left, lost) =>
    expect(followed(rows(all)).during(2, rows(left)).gone).toHaveLength(lost),
  );

  it('are judged so too where nothing is left', () =>
    expect(followed(rows(6)).during(seconds(200) / 1_000, []).gone).toEqual([]));
});
