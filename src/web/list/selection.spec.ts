import { Selection } from './selection.js';

const shown = ['a', 'b', 'c', 'd', 'e'];
const ids = (selection: Selection) => [...selection.ids];

describe('a selection', () => {
  it('is toggled', () => expect(ids(new Selection().toggle('a').toggle('b').toggle('a'))).toEqual(['b']));
  it('takes a range from its anchor, upwards too', () => {
    expect(ids(new Selection().only('b').rangeTo('d', shown))).toEqual(['b', 'c', 'd']);
    expect(ids(new Selection().only('d').rangeTo('b', shown))).toEqual(['d', 'b', 'c']);
  });
  it('takes a range whose anchor has gone as one', () =>
    expect(ids(new Selection().only('gone').rangeTo('b', shown))).toEqual(['b']));
  it('takes all, and lets go of what has gone', () =>
    expect(ids(new Selection().all(shown).within(new Set(['b', 'x'])))).toEqual(['b']));
  it('is the same one where nothing has gone', () => {
    const selection = new Selection(['a']);
    expect(selection.within(new Set(['a']))).toBe(selection);
  });
});
