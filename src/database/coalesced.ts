import DataLoader from 'dataloader';

/**
 * Puts the questions of those who ask while an earlier one is under way into one, so that many requests at a time cost
 * the database few statements; one that is asked alone is asked at once. Nobody is given an answer that began before they asked.
 * @param ask answers for all the keys, in their order; a key is neither null nor undefined
 * @param most keys at a time
 */
export function coalesced<Key, Value>(
  ask: (keys: readonly Key[]) => Promise<Value[]>,
  most = 100,
): (key: Key) => Promise<Value> {
  let underWay: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Key, Value>(
    (keys) => {
      const answer = ask(keys);
      underWay = answer.catch(() => undefined); // whoever asked is told
      return answer;
    },
    { cache: false, maxBatchSize: most, batchScheduleFn: (askNow) => void underWay.then(askNow) },
  );
  return (key) => loader.load(key);
}
