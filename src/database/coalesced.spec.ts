import { coalesced } from './coalesced.js';

/** Answers when it is told to. */
function questions() {
  const asked: { keys: readonly number[]; answer: (error?: Error) => void }[] = [];
  const ask = (keys: readonly number[]) =>
    new Promise<string[]>((resolve, reject) => {
      asked.push({ keys, answer: (error) => (error ? reject(error) : resolve(keys.map((key) => `answer ${key}`))) });
    });
  return { asked, ask };
}
const turn = () => new Promise(setImmediate);

describe('questions put together', () => {
  it('asks the first at once, and those who come meanwhile together', async () => {
    const { asked, ask } = questions();
    const load = coalesced(ask);
    const first = load(1);
    await turn();
    const more = [load(2), load(3), load(2)];
    await turn();
    expect(asked.map(({ keys }) => keys)).toEqual([[1]]);
    asked[0]!.answer();
    expect(await first).toBe('answer 1');
    await turn();
    expect(asked.map(({ keys }) => keys)).toEqual([[1], [2, 3, 2]]);
    asked[1]!.answer();
    expect(await Promise.all(more)).toEqual(['answer 2', 'answer 3', 'answer 2']);
  });

  it('asks again after a failure, which only those are told whose question it was', async () => {
    const { asked, ask } = questions();
    const load = coalesced(ask);
    const first = load(1);
    await turn();
    const second = load(2);
    asked[0]!.answer(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await turn();
    asked[1]!.answer();
    expect(await second).toBe('answer 2');
  });

  it('asks for so many at most', async () => {
    const { asked, ask } = questions();
    const load = coalesced(ask, 2);
    const all = [load(1), load(2), load(3)];
    await turn();
    asked[0]!.answer();
    await turn();
    asked[1]!.answer();
    expect(await Promise.all(all)).toEqual(['answer 1', 'answer 2', 'answer 3']);
    expect(asked.map(({ keys }) => keys)).toEqual([[1, 2], [3]]);
  });
});
