import { answers, EXPECTED, Questions } from './fixtures/questions.js';

type Expectation = keyof typeof EXPECTED;

describe('what is written to streams', () => {
  let ask: Questions;
  beforeAll(async () => (ask = await Questions.ask()));
  afterAll(() => ask.end());

  const states: Record<string, (labels: string[]) => Promise<string>> = {
    new: async () => ask.stream(),
    existing: (labels) => ask.filled(labels),
    'soft-deleted': async (labels) => {
      const stream = await ask.filled(labels);
      await ask.client.deleteStream(stream);
      return stream;
    },
    tombstoned: async (labels) => {
      const stream = await ask.filled(labels);
      await ask.client.tombstoneStream(stream);
      return stream;
    },
  };

  describe.each(Object.keys(answers.append))('an append to a %s stream', (state) => {
    it.each(Object.entries<string>(answers.append[state]))('expecting %s: %s', async (expectation, answer) => {
      const stream = await states[state]!(['0', '1', '2']);
      const expectedRevision = EXPECTED[expectation as Expectation];
      expect(await ask.outcome(ask.append(stream, [ask.event('new')], { expectedRevision }))).toBe(answer);
    });
  });

  describe.each(['delete', 'tombstone'] as const)('a %s', (verb) => {
    describe.each(Object.keys(answers[verb]))('of a %s stream', (state) => {
      it.each(Object.entries<object>(answers[verb][state]))('expecting %s', async (expectation, answer) => {
        const stream = await states[state]!(['0', '1', '2']);
        const expectedRevision = EXPECTED[expectation as Exclude<Expectation, 'stream exists'>];
        const removed = await ask.outcome(ask.client[`${verb}Stream`](stream, { expectedRevision }));
        expect({ answer: removed, readAfterwards: await ask.read(stream) }).toEqual(answer);
      });
    });
  });

  it.each(['any', 'no_stream'] as const)(
    'a delete of a stream that has metadata alone, expecting %s',
    async (expected) => {
      const stream = ask.stream();
      await ask.client.setStreamMetadata(stream, { maxCount: 7 });
      await ask.client.deleteStream(stream, { expectedRevision: expected });
      const { metadata } = await ask.client.getStreamMetadata(stream);
      expect(metadata).toEqual({ truncateBefore: Number(2n ** 63n - 1n) });
    },
  );

  describe('the same ids again', () => {
    it('are those of the oldest event where an append holds one twice', async () => {
      const [stream, other] = [ask.stream(), ask.stream()];
      const [a, b] = [ask.event('a'), ask.event('b')];
      await ask.append(stream, [a, a]);
      expect(await ask.outcome(ask.append(stream, [a, a]))).toBe('written, at 0');
      expect(await ask.read(stream)).toEqual(['a#0', 'a#1']);
      await ask.append(other, [a, b, a]);
      expect(await ask.outcome(ask.append(other, [a, b, a]))).toBe('written, at 0');
      expect(await ask.outcome(ask.append(other, [a, b]))).toBe('written, at 1');
      expect(await ask.read(other)).toEqual(['a#0', 'b#1', 'a#2']);
    });

    it('are so too when both appends go into one commit', async () => {
      const stream = ask.stream();
      const a = ask.event('a');
      const outcomes = await Promise.all([1, 2, 3].map(() => ask.outcome(ask.append(stream, [a, a]))));
      expect(outcomes.toSorted()).toEqual(['written, at 0', 'written, at 0', 'written, at 1']);
    });

    const repeats: Record<string, { second: string[]; then?: string[]; remove?: 'delete' | 'tombstone' }> = {
      'the same batch': { second: ['a', 'b', 'c'] },
      'a prefix of the batch': { second: ['a', 'b'] },
      'a suffix of the batch': { second: ['b', 'c'] },
      'more than the batch': { second: ['a', 'b', 'c', 'd'] },
      'a new event among old ones': { second: ['a', 'x', 'c'] },
      'a new event before an old one': { second: ['x', 'a'] },
      'the same batch after others were appended': { second: ['a', 'b', 'c'], then: ['d'] },
      'the same id with other data': { second: ['c'] },
      'the same batch after a soft delete': { second: ['a', 'b', 'c'], remove: 'delete' },
      'the same batch after a tombstone': { second: ['a', 'b', 'c'], remove: 'tombstone' },
    };
    const cases = Object.keys(answers.repeats).flatMap((name) =>
      Object.entries<object>(answers.repeats[name]).map(
        ([expectation, answer]) => [name, expectation, answer] as const,
      ),
    );

    it('are asked about in every recorded way', () =>
      expect(Object.keys(answers.repeats).sort()).toEqual(Object.keys(repeats).sort()));

    it.each(cases)('%s, expecting %s', async (name, expectation, answer) => {
      const { second, then = [], remove } = repeats[name]!;
      const ids = new Map<string, string>();
      const events = (labels: string[]) =>
        labels.map((label) => {
          const event = ask.event(label, { id: ids.get(label) });
          ids.set(label, event.id);
          return event;
        });
      const stream = ask.stream();
      await ask.append(stream, events(['a', 'b', 'c']), { expectedRevision: 'no_stream' });
      if (then.length > 0) await ask.append(stream, events(then));
      if (remove) await ask.client[`${remove}Stream`](stream);
      const expectedRevision = EXPECTED[expectation as Expectation];
      const repeated = await ask.outcome(ask.append(stream, events(second), { expectedRevision }));
      expect({ answer: repeated, stream: await ask.read(stream) }).toEqual(answer);
    });
  });

  it('lets one of twenty appends at the same revision win', async () => {
    const stream = await ask.filled(['first']);
    const attempts = Array.from({ length: 20 }, (_, i) =>
      ask.append(stream, [ask.event(`${i}`)], { expectedRevision: 0n }),
    );
    const outcomes = await Promise.all(attempts.map((attempt) => ask.outcome(attempt)));
    expect(outcomes.sort()).toEqual(['written, at 1', ...Array(19).fill('wrong-expected-version, actual 1')].sort());
  });

  it('brings a soft-deleted stream back at its next revision, without what was before', async () => {
    const stream = await ask.filled(['a', 'b', 'c']);
    const truncation = async () => (await ask.client.getStreamMetadata(stream)).metadata?.truncateBefore;
    await ask.client.deleteStream(stream);
    expect(await truncation()).toBe(2 ** 63);
    const append = ask.append(stream, [ask.event('d'), ask.event('e')], { expectedRevision: 'no_stream' });
    expect(await ask.outcome(append)).toBe(answers.comesBack['append two']);
    expect(await ask.read(stream)).toEqual(answers.comesBack['the stream']);
    expect(await ask.read(stream, { direction: 'backwards', fromRevision: 'end' })).toEqual(
      answers.comesBack.backwards,
    );
    expect(await truncation()).toBe(3);
  });

  it('keeps the size of one append in bounds, by the data of all its events', async () => {
    const stream = ask.stream();
    const large = (label: string, bytes: number) => ask.event(label.padEnd(bytes, '.'));
    const three = ask.append(stream, [large('a', 400_000), large('b', 400_000), large('c', 400_000)]);
    expect(await ask.outcome(three)).toBe('maximum-append-size-exceeded');
    expect(await ask.read(stream)).toBe('stream-not-found');
    expect(await ask.outcome(ask.append(stream, [large('a', 1_000_000)]))).toBe('written, at 0');
  });

  it('answers with the position of the last event, and shows all events at theirs', async () => {
    const stream = ask.stream();
    const { position } = await ask.append(
      stream,
      ['a', 'b', 'c'].map((label) => ask.event(label)),
    );
    const read: bigint[] = [];
    for await (const { event } of ask.client.readStream(stream)) read.push(event!.position!.commit);
    expect(read.at(-1)).toBe(position!.commit);
    expect(read).toEqual([...read].sort((a, b) => (a < b ? -1 : 1)));
    expect(new Set(read).size).toBe(3);
  });
});
