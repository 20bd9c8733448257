import streams from '@eventstore/db-client/generated/streams_pb.js';
import { Questions } from './fixtures/questions.js';
import { fromAll, fromStream, optionsOf, RawReads } from './fixtures/raw-reads.js';

const { ControlOption, FilterOptions, ReadDirection, SubscriptionOptions } = streams.ReadReq.Options;
type Options = streams.ReadReq.Options;

describe('what a read may ask for', () => {
  let ask: Questions;
  let raw: RawReads;
  beforeAll(async () => {
    ask = await Questions.ask();
    raw = new RawReads(ask.url);
  });
  afterAll(async () => {
    raw?.end();
    await ask?.end();
  });

  const all = (options: Options) => options.setAll(fromAll('start'));
  const windowed = () => {
    const options = new FilterOptions();
    options.setMax(32);
    options.setCheckpointintervalmultiplier(1);
    return options;
  };
  const filter = () => {
    const expression = new FilterOptions.Expression();
    expression.setPrefixList(['x']);
    return windowed().setEventType(expression);
  };

  it.each<[string, (options: Options, stream: string) => unknown]>([
    ['neither a stream nor $all', () => undefined],
    ['neither a count nor a subscription', (options) => all(options).clearCount()],
    ['no filter option, of $all', (options) => all(options).clearNoFilter()],
    ['no filter option, of a stream', (options, stream) => options.setStream(fromStream(stream)).clearNoFilter()],
    ['a filter on a stream', (options, stream) => options.setStream(fromStream(stream)).setFilter(filter())],
    ['a filter without an expression', (options) => all(options).setFilter(windowed())],
    [
      'a filter without a window',
      (options) => {
        const unbounded = filter();
        unbounded.clearMax();
        all(options).setFilter(unbounded);
      },
    ],
    ['a direction that is none', (options) => all(options).setReadDirection(2 as never)],
    [
      'a direction that is none, of a stream',
      (options, stream) => options.setStream(fromStream(stream)).setReadDirection(7 as never),
    ],
    [
      'a subscription to $all backwards',
      (options) => all(options).setSubscription(new SubscriptionOptions()).setReadDirection(ReadDirection.BACKWARDS),
    ],
    [
      'a subscription to a stream backwards',
      (options, stream) =>
        options
          .setStream(fromStream(stream))
          .setSubscription(new SubscriptionOptions())
          .setReadDirection(ReadDirection.BACKWARDS),
    ],
    ['no form of ids', (options) => all(options).clearUuidOption()],
  ])('not %s', async (_, fill) => {
    const stream = await ask.filled(['a']);
    expect(await raw.read(optionsOf((options) => fill(options, stream)))).toEqual({ answers: [], code: 3 });
  });

  it('has no interval of nought for its checkpoints', async () => {
    const options = optionsOf((each) =>
      all(each).setSubscription(new SubscriptionOptions()).setFilter(filter().setCheckpointintervalmultiplier(0)),
    );
    expect(await raw.read(options)).toEqual({ answers: [], code: 2 });
  });

  describe('in the newer compatibility mode', () => {
    const labels = [...'abcdef'];
    const read = async (stream: string, fill: (options: Options) => unknown = () => undefined) => {
      const control = new ControlOption().setCompatibility(1);
      const options = optionsOf((each) => fill(each.setStream(fromStream(stream)).setControlOption(control)));
      const { answers, code } = await raw.read(options);
      return { answers: answers.map((answer) => (answer.length === 36 ? 'event' : answer)), code };
    };
    const backwards = (stream: string) => (options: Options) =>
      options.setStream(fromStream(stream, 'end')).setReadDirection(ReadDirection.BACKWARDS);
    const events = (count: number) => Array.from({ length: count }, () => 'event');

    it('ends with the last position of the stream', async () => {
      const stream = await ask.filled(labels);
      expect(await read(stream)).toEqual({ answers: [...events(6), 'last 5'], code: 0 });
      expect(await read(stream, (options) => options.setCount('2'))).toEqual({
        answers: [...events(2), 'last 5'],
        code: 0,
      });
      expect(await read(stream, backwards(stream))).toEqual({ answers: [...events(6), 'last 5'], code: 0 });
    });

    it('ends so too where the stream is truncated, and says first where it begins', async () => {
      const stream = await ask.filled(labels);
      await ask.client.setStreamMetadata(stream, { truncateBefore: 4 });
      expect(await read(stream)).toEqual({ answers: [...events(2), 'last 5'], code: 0 });
      expect(await read(stream, (options) => options.setCount('2'))).toEqual({
        answers: ['first 4', ...events(2), 'last 5'],
        code: 0,
      });
      expect(await read(stream, backwards(stream))).toEqual({ answers: [...events(2), 'last 5'], code: 0 });
      await ask.client.setStreamMetadata(stream, { truncateBefore: 6 });
      expect(await read(stream)).toEqual({ answers: ['first 6', 'last 5'], code: 0 });
      expect(await read(stream, backwards(stream))).toEqual({ answers: ['last 5'], code: 0 });
    });

    it('says where a stream ends that is read from beyond', async () => {
      const stream = await ask.filled(labels);
      expect(await read(stream, (options) => options.setStream(fromStream(stream, 9n)))).toEqual({
        answers: ['first 6', 'last 5'],
        code: 0,
      });
    });

    it('says nothing more of a stream that is not there', async () => {
      expect(await read(ask.stream())).toEqual({ answers: ['stream-not-found'], code: 0 });
    });
  });

  it('says no last position in the older mode', async () => {
    const stream = await ask.filled(['a']);
    const options = optionsOf((each) =>
      each.setStream(fromStream(stream)).setControlOption(new ControlOption().setCompatibility(0)),
    );
    expect((await raw.read(options)).answers).toHaveLength(1);
  });
});
