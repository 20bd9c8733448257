import streams from '@eventstore/db-client/generated/streams_pb.js';
import { Questions } from './fixtures/questions.js';
import { fromAll, fromStream, optionsOf, type Outcome, RawReads } from './fixtures/raw-reads.js';

const { SubscriptionOptions } = streams.ReadReq.Options;

const LARGEST_SIGNED = 2n ** 63n - 1n;
const LARGEST = 2n ** 64n - 1n;
const UNKNOWN: Outcome = { answers: [], code: 2 };
const DIRECTIONS = { forwards: 0, backwards: 1 } as const;

describe('where a read may begin', () => {
  let ask: Questions;
  let raw: RawReads;
  let stream: string;
  /** Of `one`, `two` and `three`, one after another in the log; ids and positions. */
  const ids: string[] = [];
  const at: bigint[] = [];
  beforeAll(async () => {
    ask = await Questions.ask();
    raw = new RawReads(ask.url);
    stream = ask.stream();
    for (const label of ['one', 'two', 'three']) {
      const event = ask.event(label);
      const { position } = await ask.append(stream, [event]);
      ids.push(event.id!);
      at.push(position!.commit);
    }
  });
  afterAll(async () => {
    raw?.end();
    await ask?.end();
  });

  const ofStream = (direction: 'forwards' | 'backwards', from: bigint | string) =>
    raw.read(
      optionsOf((options) => options.setStream(fromStream(stream, from)).setReadDirection(DIRECTIONS[direction])),
    );
  const ofAll = (direction: 'forwards' | 'backwards', from: bigint | 'start' | 'end', prepare = from) =>
    raw.read(
      optionsOf((options) =>
        options.setAll(fromAll(from, prepare)).setReadDirection(DIRECTIONS[direction]).setCount('3'),
      ),
    );

  describe.each(['forwards', 'backwards'] as const)('in a stream, %s', (direction) => {
    it.each([
      ['just beyond the largest signed revision', LARGEST_SIGNED + 1n],
      ['just before the largest revision', LARGEST - 1n],
    ])('not %s', async (_, from) => {
      expect(await ofStream(direction, from)).toEqual(UNKNOWN);
    });
  });

  it('has another name for the end of a stream: the largest revision', async () => {
    expect(await ofStream('backwards', LARGEST)).toEqual({ answers: ids.toReversed(), code: 0 });
    expect(await ofStream('forwards', LARGEST)).toEqual(UNKNOWN);
  });

  describe.each(['forwards', 'backwards'] as const)('in $all, %s', (direction) => {
    it.each([
      ['just before an event', () => [at[1]! - 1n]],
      ['just after an event', () => [at[1]! + 1n]],
      ['at a prepare larger than the commit', () => [at[1]!, at[1]! + 1n]],
      ['beyond the largest signed position', () => [LARGEST_SIGNED + 1n]],
    ])('not %s', async (_, place) => {
      const [commit, prepare] = place();
      expect(await ofAll(direction, commit!, prepare)).toEqual(UNKNOWN);
    });
  });

  it('begins in $all at an event: with it forwards, before it backwards', async () => {
    expect(await ofAll('forwards', at[1]!)).toEqual({ answers: ids.slice(1), code: 0 });
    expect(await ofAll('backwards', at[2]!)).toMatchObject({ answers: [ids[1], ids[0], expect.anything()], code: 0 });
  });

  it('begins in $all at both ends', async () => {
    expect(await ofAll('forwards', 'end')).toEqual({ answers: [], code: 0 });
    expect(await ofAll('forwards', LARGEST)).toEqual({ answers: [], code: 0 });
    expect(await ofAll('backwards', 'end')).toEqual({ answers: ids.toReversed(), code: 0 });
    expect(await ofAll('backwards', LARGEST)).toEqual({ answers: ids.toReversed(), code: 0 });
    expect(await ofAll('backwards', 0n)).toEqual({ answers: [], code: 0 });
    expect((await ofAll('forwards', 0n)).answers).toHaveLength(3);
  });

  it('finds nothing in $all forwards from beyond the end, and must not begin there backwards', async () => {
    const beyond = at[2]! + 100_000n;
    expect(await ofAll('forwards', beyond)).toEqual({ answers: [], code: 0 });
    expect(await ofAll('backwards', beyond)).toEqual(UNKNOWN);
  });

  it('begins in $all at the position that an empty append was answered with', async () => {
    const { position } = await ask.append(stream, []);
    const event = ask.event('four');
    await ask.append(stream, [event]);
    expect(await ofAll('forwards', position!.commit)).toEqual({ answers: [event.id], code: 0 });
    expect(await ofAll('backwards', position!.commit)).toEqual({ answers: ids.toReversed(), code: 0 });
  });

  it('holds for subscriptions, which may begin beyond the end', async () => {
    const subscribe = (from: ReturnType<typeof fromAll>) =>
      raw.read(
        optionsOf((options) => options.setAll(from).setSubscription(new SubscriptionOptions())),
        (answers) => answers.length > 0,
      );
    expect(await subscribe(fromAll(at[1]! + 1n))).toEqual(UNKNOWN);
    expect(await subscribe(fromAll(at[1]!, at[1]! + 1n))).toEqual(UNKNOWN);
    expect(await subscribe(fromAll(at[2]! + 100_000n))).toEqual({ answers: ['confirmation'], code: 1 });
    const ofRevision = (revision: bigint) =>
      raw.read(
        optionsOf((options) =>
          options.setStream(fromStream(stream, revision)).setSubscription(new SubscriptionOptions()),
        ),
        (answers) => answers.length > 0,
      );
    expect(await ofRevision(LARGEST_SIGNED + 1n)).toEqual(UNKNOWN);
  });

  it('holds for the revision that an append expects', async () => {
    const beyond = ask.append(stream, [ask.event('five')], { expectedRevision: LARGEST_SIGNED + 1n });
    expect(await ask.outcome(beyond)).toBe('unknown');
    const none = ask.append(ask.stream(), [ask.event('six')], { expectedRevision: LARGEST });
    expect(await ask.outcome(none)).toBe('written, at 0');
  });
});
