import { Selection } from '../../list/selection.js';
import { gridKey, type Place } from './grid-keys.js';

const place = (more: Partial<Place> = {}): Place => ({ shown: ['a', 'b', 'c', 'd', 'e'], active: 'b', selection: new Selection(), page: 2, ...more }); // prettier-ignore
const press = (key: string, more: Partial<Place> = {}, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  gridKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, ...held }, place(more));

describe('keys in the grid', () => {
  it.each([
    ['ArrowDown', 'c'],
    ['j', 'c'],
    ['ArrowUp', 'a'],
    ['k', 'a'],
    ['Home', 'a'],
    ['End', 'e'],
    ['PageDown', 'd'],
    ['PageUp', 'a'],
  ])('%s goes to %s', (key, active) => expect(press(key)).toEqual({ active }));
  it('begin at the first row', () => expect(press('ArrowDown', { active: null })).toEqual({ active: 'a' }));
  it('stay within the list', () => expect(press('ArrowDown', { active: 'e' })).toEqual({ active: 'e' }));
  it('open and select', () => {
    expect(press('Enter')).toEqual({ open: 'b' });
    expect([...press(' ')!.selection!.ids]).toEqual(['b']);
  });
  it('select a range and all', () => {
    expect([...press('ArrowDown', {}, { shiftKey: true })!.selection!.ids]).toEqual(['b', 'c']);
    expect(press('a', {}, { ctrlKey: true })!.selection!.ids.size).toBe(5);
  });
  it('let go of a selection, and of nothing else', () => {
    expect(press('Escape', { selection: new Selection(['a']) })!.selection!.ids.size).toBe(0);
    expect(press('Escape')).toBeNull();
  });
  it('leave the rest to others', () => expect([press('z'), press('c', {}, { ctrlKey: true })]).toEqual([null, null]));
});
