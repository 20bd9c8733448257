import { storable, STORABLE, storableText } from './storable-text.js';

describe('what can be stored', () => {
  it.each([
    ['a\0b', 'ab'],
    ['half \ud800 pair', 'half \ufffd pair'],
    ['the other half \udc00', 'the other half \ufffd'],
    ['a whole 😀 pair', 'a whole 😀 pair'],
    ['only looks so: \\u0000', 'only looks so: \\u0000'],
  ])('of %j is %j', (text, expected) => {
    expect(storableText(text)).toBe(expected);
    expect(storable({ a: [{ [text]: text }] })).toEqual({ a: [{ [expected]: expected }] });
    expect([STORABLE.test(text), STORABLE.test(expected)]).toEqual([text === expected, true]);
  });

  it('is the very same where there is nothing to take away', () => {
    const value = { a: ['b', 1, null, true, undefined] };
    expect(storable(value)).toBe(value);
    expect(storable(undefined)).toBe(undefined);
  });
});
