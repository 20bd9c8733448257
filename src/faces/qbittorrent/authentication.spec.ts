import { keyOf, sessionTokenOf } from './authentication.js';

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('the key in an Authorization header', () => {
  it.each([
    [basic('user:the-key'), 'the-key'],
    [basic(':the-key'), 'the-key'],
    [basic('user:with:colons'), 'with:colons'],
    ['Bearer the-key', 'the-key'],
    ['bearer  the-key ', 'the-key'],
    [basic('no colon'), null],
    [basic('user:'), null],
    ['Basic %%%', null],
    ['Basic', null],
    ['the-key', null],
    ['Digest x', null],
    [undefined, null],
  ])('%s', (header, key) => expect(keyOf(header)).toBe(key));
});

describe('the cookie', () => {
  it.each([
    ['SID=abc', 'abc'],
    ['sid=abc; other=x', 'abc'],
    ['ledgarr_session=abc', undefined],
    [undefined, undefined],
  ])('%s', (cookie, token) => expect(sessionTokenOf({ headers: { cookie } })).toBe(token));
});
