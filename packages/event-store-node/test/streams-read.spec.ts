import { answers, Questions } from './fixtures/questions.js';

const TEN = [...'abcdefghij'];
const POINTS = { start: 'start', end: 'end', '0': 0n, '2': 2n, '4': 4n, '5': 5n, '99': 99n } as const;

describe('what is read', () => {
  let ask: Questions;
  beforeAll(async () => (ask = await Questions.ask()));
  afterAll(() => ask.end());

  describe.each(['forwards', 'backwards'] as const)('%s', (direction) => {
    let stream: string;
    beforeAll(async () => (stream = await ask.filled(['a', 'b', 'c', 'd', 'e'])));

    it.each(Object.entries(answers.read[direction]))('%s', async (label, answer) => {
      const [, point, atMost] = /^from (\w+)(, two at most)?$/.exec(label)!;
      const options = {
        direction,
        fromRevision: POINTS[point as keyof typeof POINTS],
        ...(atMost ? { maxCount: 2 } : {}),
      };
      expect(await ask.read(stream, options)).toEqual(answer);
    });
  });

  it('has no count of nought', async () => {
    const stream = await ask.filled(['a']);
    expect(await ask.read(stream, { maxCount: 0 })).toBe(answers.counts['forwards, 0']);
  });

  describe.each(['missing', 'deleted', 'tombstoned'])('a %s stream', (state) => {
    const ways = {
      forwards: {},
      'backwards from the end': { direction: 'backwards', fromRevision: 'end' },
      'forwards from the end': { fromRevision: 'end' },
      'from revision 3': { fromRevision: 3n },
      'one event': { maxCount: 1 },
    } as const;

    it.each(Object.entries(ways))('%s', async (way, options) => {
      const stream = state === 'missing' ? ask.stream() : await ask.filled(['a', 'b']);
      if (state === 'deleted') await ask.client.deleteStream(stream);
      if (state === 'tombstoned') await ask.client.tombstoneStream(stream);
      expect(await ask.read(stream, options)).toBe(answers.notThere[`${state}, ${way}`]);
    });
  });

  describe('under metadata', () => {
    const looks = async (stream: string, prefix: string) => ({
      [`${prefix}, forwards`]: await ask.read(stream),
      [`${prefix}, forwards, two at most`]: await ask.read(stream, { maxCount: 2 }),
      [`${prefix}, from revision 2, three at most`]: await ask.read(stream, { fromRevision: 2n, maxCount: 3 }),
      [`${prefix}, backwards`]: await ask.read(stream, { direction: 'backwards', fromRevision: 'end' }),
      [`${prefix}, backwards from revision 2`]: await ask.read(stream, { direction: 'backwards', fromRevision: 2n }),
    });

    it('shows the last maxCount events', async () => {
      const stream = await ask.filled(TEN);
      await ask.client.setStreamMetadata(stream, { maxCount: 3 });
      expect(answers.metadata.maxCount).toMatchObject(await looks(stream, 'three of ten'));
      await ask.append(stream, [ask.event('three of ten next')]);
      expect(await ask.read(stream)).toEqual(answers.metadata.maxCount['after one more']);
      await ask.client.setStreamMetadata(stream, { maxCount: 6 });
      expect(await ask.read(stream)).toEqual(answers.metadata.maxCount['raised to six']);
    });

    it('shows nothing before truncateBefore', async () => {
      const stream = await ask.filled(TEN);
      await ask.client.setStreamMetadata(stream, { truncateBefore: 7 });
      expect(answers.metadata.truncateBefore).toMatchObject(await looks(stream, 'before 7'));
      await ask.client.setStreamMetadata(stream, { truncateBefore: 10 });
      expect(await ask.read(stream)).toEqual([]);
      const none = ask.append(stream, [ask.event('x')], { expectedRevision: 'no_stream' });
      expect(await ask.outcome(none)).toBe('wrong-expected-version, actual 9');
    });

    it('shows nothing older than maxAge', async () => {
      const stream = await ask.filled(TEN);
      await ask.client.setStreamMetadata(stream, { maxAge: 1 });
      while ((await ask.read(stream)).length > 0) await new Promise(setImmediate);
      expect(await ask.read(stream, { direction: 'backwards', fromRevision: 'end' })).toEqual([]);
      await ask.client.setStreamMetadata(stream, { maxAge: 600 });
      expect(await ask.read(stream)).toHaveLength(answers.metadata.maxAge.raised);
    });

    it.each([
      ['count cuts more', { maxCount: 3, truncateBefore: 2 }],
      ['truncate cuts more', { maxCount: 8, truncateBefore: 6 }],
      ['age cuts nothing', { maxCount: 4, maxAge: 1_000 }],
    ])('lets %s', async (label, metadata) => {
      const stream = await ask.filled(TEN);
      await ask.client.setStreamMetadata(stream, metadata);
      expect(await ask.read(stream)).toEqual(answers.metadata.together[label]);
    });

    it('keeps the last event of a metadata stream alone', async () => {
      const stream = await ask.filled(['a']);
      for (const n of [1, 2, 3]) await ask.client.setStreamMetadata(stream, { n });
      expect(await ask.read(`$$${stream}`)).toEqual(['uuid#2']);
    });
  });

  describe('links', () => {
    it('are resolved where that is asked for', async () => {
      const target = await ask.filled(['a', 'b']);
      const links = ask.stream('links');
      await ask.append(links, [ask.link('link to b', `1@${target}`), ask.event('plain')]);
      const backwards = { direction: 'backwards', fromRevision: 'end' } as const;
      expect({
        'forwards, as it is': await ask.read(links),
        'forwards, resolved': await ask.read(links, { resolveLinkTos: true }),
        'backwards, as it is': await ask.read(links, backwards),
        'backwards, resolved': await ask.read(links, { ...backwards, resolveLinkTos: true }),
      }).toEqual(answers.links['a link to an event']);
    });

    it.each(['a missing stream', 'a missing revision', 'a soft-deleted stream', 'a tombstoned stream'])(
      'come alone when they lead to %s',
      async (label) => {
        const target =
          label === 'a missing stream'
            ? ask.stream()
            : await ask.filled(label === 'a missing revision' ? ['only'] : ['p', 'q']);
        if (label === 'a soft-deleted stream') await ask.client.deleteStream(target);
        if (label === 'a tombstoned stream') await ask.client.tombstoneStream(target);
        const links = ask.stream('links');
        await ask.append(links, [ask.link(`link to ${label}`, `1@${target}`), ask.event(`after ${label}`)]);
        expect(await ask.read(links, { resolveLinkTos: true })).toEqual(
          answers.links['links to what is not there'][label],
        );
      },
    );

    it('in odd forms lead to what their number means', async () => {
      const target = await ask.filled(['a', 'b']);
      const resolved = async (text: string) => {
        const links = ask.stream('links');
        await ask.append(links, [ask.link('link', text)]);
        return ask.read(links, { resolveLinkTos: true });
      };
      const [nothing, event] = [['nothing <- link#0'], ['link#0']];
      expect({
        'one before the first': await resolved(`-1@${target}`),
        'two before the first': await resolved(`-2@${target}`),
        'a sign and blanks': await resolved(` +1 @${target}`),
        'no stream': await resolved('3@'),
        'a number alone': await resolved('3'),
        'beyond the largest number': await resolved(`99999999999999999999@${target}`),
        'a fraction': await resolved(`1.0@${target}`),
      }).toEqual({
        'one before the first': ['a#0 <- link#0'],
        'two before the first': nothing,
        'a sign and blanks': ['b#1 <- link#0'],
        'no stream': nothing,
        'a number alone': nothing,
        'beyond the largest number': event,
        'a fraction': event,
      });
    });

    it('in no right form are events like others, and links to links go one step', async () => {
      const target = await ask.filled(['a', 'b']);
      for (const [label, text] of Object.entries({ 'no at sign': 'nonsense', 'no number': `x@${target}`, empty: '' })) {
        const stream = ask.stream();
        await ask.append(stream, [ask.link(`${label} link`, text), ask.event(`after ${label}`)]);
        expect(await ask.read(stream, { resolveLinkTos: true })).toEqual(answers.links['links that are none'][label]);
      }
      const [first, second] = [ask.stream(), ask.stream()];
      await ask.append(first, [ask.link('link to a', `0@${target}`)]);
      await ask.append(second, [ask.link('link to the link', `0@${first}`)]);
      const step = answers.links['links to links and stream references']['a link to a link'];
      expect(await ask.read(second, { resolveLinkTos: true })).toEqual(step);
    });
  });

  it('reads $all inclusive forwards and exclusive backwards, with everything that was ever written', async () => {
    const [one, two] = [ask.stream('one'), ask.stream('two')];
    await ask.append(one, [ask.event('a'), ask.event('b')]);
    const { position } = await ask.append(two, [ask.event('c')]);
    await ask.append(one, [ask.event('d')]);
    await ask.client.setStreamMetadata(one, { maxCount: 1 });
    await ask.client.deleteStream(two);
    await ask.client.tombstoneStream(one);
    const read = async (direction: 'forwards' | 'backwards') => {
      const found: string[] = [];
      for await (const { event } of ask.client.readAll({ direction, fromPosition: position! })) {
        const ours = [one, two].find((name) => event!.streamId.endsWith(name));
        if (ours)
          found.push(
            `${event!.streamId.replace(ours, ours === one ? 'one' : 'two')}#${event!.revision} ${event!.type}`,
          );
      }
      return found;
    };
    expect(await read('forwards')).toEqual([
      'two#0 Asked',
      'one#2 Asked',
      '$$one#0 $metadata',
      '$$two#0 $metadata',
      'one#9223372036854775807 $streamDeleted',
    ]);
    expect(await read('backwards')).toEqual(['one#1 Asked', 'one#0 Asked']);
  });

  it('brings $all complete and in order over many pages, and no more than was asked for', async () => {
    const before = (await ask.append(ask.stream(), [ask.event('before')])).position!;
    const stream = ask.stream();
    // Larger than what is kept in memory, so that it comes from the table in pages that end early.
    const text = 'x'.repeat(8_000);
    for (let from = 0; from < 5_000; from += 100) {
      const events = Array.from({ length: 100 }, (_, i) => ask.event(`${from + i} ${text}`));
      await ask.append(stream, events);
    }
    const revisions = async (options: object) => {
      const found: number[] = [];
      for await (const { event } of ask.client.readAll(options)) found.push(Number(event!.revision));
      return found;
    };
    const all = [0, ...Array.from({ length: 5_000 }, (_, n) => n)];
    expect(await revisions({ fromPosition: before })).toEqual(all);
    expect(await revisions({ fromPosition: before, maxCount: 1_234 })).toEqual(all.slice(0, 1_234));
    const backwards = { direction: 'backwards', fromPosition: 'end' } as const;
    expect(await revisions({ ...backwards, maxCount: 5_001 })).toEqual(all.toReversed());
    expect(await revisions({ ...backwards, maxCount: 321 })).toEqual(all.toReversed().slice(0, 321));
  });

  it('brings two thousand events complete and in order, both ways', async () => {
    const stream = ask.stream();
    for (let from = 0; from < 2_000; from += 500) {
      await ask.append(
        stream,
        Array.from({ length: 500 }, (_, i) => ask.event(`${from + i}`)),
      );
    }
    const expected = Array.from({ length: 2_000 }, (_, n) => `${n}#${n}`);
    expect(await ask.read(stream)).toEqual(expected);
    expect(await ask.read(stream, { direction: 'backwards', fromRevision: 'end' })).toEqual(expected.reverse());
  });
});
