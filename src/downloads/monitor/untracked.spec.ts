import { type ClientItem } from '../../download-clients/download-client.js';
import { ABSENCE } from './absence.js';
import { type UntrackedSight, watchUntracked } from './untracked.js';

/** A client, poll after poll: what it lists, of which `known` are those that rows know. */
class Watch {
  private sight: UntrackedSight | null = null;
  private now = 0;

  poll(items: Record<string, ClientItem['state']>, { known = [] as string[], session = 'one', afterMs = 2_000 } = {}) {
    this.now += afterMs;
    const all = Object.entries(items).map(([id, state]) => ({ id, state }) as ClientItem);
    const look = { items: all, untracked: all.filter(({ id }) => !known.includes(id)), session };
    const { sight, candidates } = watchUntracked(this.sight, look, this.now, ABSENCE);
    this.sight = sight;
    return candidates.map(({ item, hasReappeared }) => `${item.id}${hasReappeared ? ' again' : ''}`);
  }

  interrupt() {
    this.sight = null;
    return this;
  }

  /** Long enough for a client that has just come up to have loaded its items. */
  settle(items: Record<string, ClientItem['state']> = {}) {
    this.poll(items);
    this.poll(items, { afterMs: ABSENCE.settleMs });
    return this;
  }
}

const other = { other: 'complete' } as const;

describe('an item that no row knows', () => {
  it('is a candidate once two good polls in a row have seen it', () => {
    const watch = new Watch();
    expect(watch.poll({ a: 'downloading' })).toEqual([]);
    expect(watch.poll({ a: 'downloading', b: 'queued' })).toEqual(['a']);
    expect(watch.poll({ a: 'paused', b: 'queued' })).toEqual(['a', 'b']);
    watch.interrupt();
    expect(watch.poll({ a: 'downloading' })).toEqual([]);
  });

  it('is none where it was missing in between', () => {
    const watch = new Watch();
    watch.poll({ a: 'downloading' });
    watch.poll({});
    expect(watch.poll({ a: 'downloading' })).toEqual([]);
  });

  it.each(['complete', 'failed'] as const)('is none that is %s', (state) => {
    const watch = new Watch();
    watch.poll({ a: state });
    expect(watch.poll({ a: state })).toEqual([]);
    watch.poll({ a: 'downloading' });
    expect(watch.poll({ a: state })).toEqual([]);
  });

  it.each(['queued', 'downloading', 'paused', 'stalled', 'checking', 'warning'] as const)('is one that is %s', (state) => {
    const watch = new Watch();
    watch.poll({ a: state });
    expect(watch.poll({ a: state })).toEqual(['a']);
  }); // prettier-ignore

  it('has come again where the client was seen without it', () => {
    const watch = new Watch().settle(other);
    watch.poll({ ...other, a: 'downloading' });
    expect(watch.poll({ ...other, a: 'downloading' })).toEqual(['a again']);
  });

  it('has not come again where a row knew it a moment ago', () => {
    const watch = new Watch().settle(other);
    watch.poll({ ...other, a: 'downloading' }, { known: ['a'] });
    watch.poll({ ...other, a: 'downloading' });
    expect(watch.poll({ ...other, a: 'downloading' })).toEqual(['a']);
    // And gone for one poll is not gone.
    watch.poll(other);
    watch.poll({ ...other, a: 'downloading' });
    expect(watch.poll({ ...other, a: 'downloading' })).toEqual(['a']);
    watch.poll(other);
    watch.poll(other);
    watch.poll({ ...other, a: 'downloading' });
    expect(watch.poll({ ...other, a: 'downloading' })).toEqual(['a again']);
  });

  it('has not come again with a client that has just come up', () => {
    const watch = new Watch();
    watch.poll(other);
    watch.poll({ ...other, a: 'downloading' });
    expect(watch.poll({ ...other, a: 'downloading' })).toEqual(['a']);
  });

  it('has not come again with a daemon that was started anew, whether it says so or only lists nothing for a while', () => {
    const all = { ...other, a: 'downloading' } as const;
    const told = new Watch().settle(all);
    told.poll({}, { session: 'two' });
    told.poll(all, { session: 'two' });
    expect(told.poll(all, { session: 'two' })).toEqual(['a']);
    const silent = new Watch().settle(all);
    for (let polls = 0; polls < 5; polls++) silent.poll({});
    silent.poll(all);
    expect(silent.poll(all)).toEqual(['a']);
  });

  it('has not come again where many were lost at once', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const all = Object.fromEntries(names.map((name) => [name, 'downloading' as const]));
    const watch = new Watch().settle({ ...all, ...other });
    for (let polls = 0; polls < 3; polls++) watch.poll(other);
    watch.poll({ ...all, ...other });
    expect(watch.poll({ ...all, ...other })).toEqual(names);
  });
});
