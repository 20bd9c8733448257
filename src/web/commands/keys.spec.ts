import { isTyping, keyName, KeyReader } from './keys.ts';

const key = (name: string, more: Partial<KeyboardEvent> = {}) => ({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more }); // prettier-ignore

describe('keys', () => {
  it.each([
    [key('p'), 'p'],
    [key('R', { shiftKey: true }), 'Shift+R'],
    [key('?', { shiftKey: true }), '?'],
    [key('k', { ctrlKey: true }), 'Mod+k'],
    [key('K', { metaKey: true }), 'Mod+k'],
    [key('Delete'), 'Delete'],
    [key('Shift', { shiftKey: true }), null],
    [key('p', { altKey: true }), null],
  ])('are named: %j is %j', (event, name) => {
    expect(keyName(event)).toBe(name);
  });

  it('come in twos after g, where the second follows soon', () => {
    const reader = new KeyReader();
    expect([reader.read(key('g'), 0), reader.read(key('q'), 1_000)]).toEqual([null, 'g q']);
    expect([reader.read(key('g'), 2_000), reader.read(key('q'), 9_000)]).toEqual([null, 'q']);
    expect(reader.read(key('q'), 9_100)).toBe('q');
  });

  it('belong to the field that has the focus', () => {
    expect(isTyping({ tagName: 'INPUT', type: 'search' })).toBe(true);
    expect(isTyping({ tagName: 'TEXTAREA' })).toBe(true);
    expect(isTyping({ tagName: 'INPUT', type: 'checkbox' })).toBe(false);
    expect(isTyping({ tagName: 'DIV' })).toBe(false);
    expect(isTyping(null)).toBe(false);
  });
});
