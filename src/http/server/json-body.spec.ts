import { parseJsonBody } from './json-body.js';
import { type Problem, ProblemError } from '../problem.js';

const MB = 1024 * 1024;

const problemOf = (body: string | Buffer): Problem => {
  try {
    parseJsonBody(Buffer.from(body));
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
  throw new Error('it was taken');
};

describe('a body', () => {
  it.each([
    ['an object', '{"a": [1, "two", {"b": null}]}', { a: [1, 'two', { b: null }] }],
    ['brackets and quotes within texts', `{"a": "${'['.repeat(100)} \\" ] \\\\", "b": "}"}`, { a: `${'['.repeat(100)} " ] \\`, b: '}' }], // prettier-ignore
    ['a text', '"x"', 'x'],
    ['what has a byte order mark', '\ufeff{"a": 1}', { a: 1 }],
    ['nothing', '', undefined],
  ])('is read: %s', (_what, body, value) => {
    expect(parseJsonBody(Buffer.from(body))).toEqual(value);
  });

  it('is read with a file of many megabytes in it', () => {
    const torrent = 'QUJD'.repeat(20 * MB);
    expect(parseJsonBody(Buffer.from(JSON.stringify({ release: { torrent } })))).toEqual({ release: { torrent } });
  });

  it('is read with millions of escapes in it', () => {
    const text = `\\"`.repeat(8 * MB);
    expect(parseJsonBody(Buffer.from(JSON.stringify({ text })))).toEqual({ text });
  });

  it.each([
    ['78 MB of [', '['.repeat(78 * MB), 400, 'body: is nested more than 32 levels deep'],
    ['deep objects', '{"a":'.repeat(33), 400, 'body: is nested more than 32 levels deep'],
    ['78 MB of empty lists', `[${'[],'.repeat(26 * MB)}[]]`, 413, 'body: beside its texts it may have 256 KB.'],
    ['78 MB of empty texts', `[${'"",'.repeat(26 * MB)}""]`, 413, 'body: beside its texts it may have 256 KB.'],
    ['a number of 78 MB', '1'.repeat(78 * MB), 413, 'body: beside its texts it may have 256 KB.'],
    ['78 MB of blanks', ' '.repeat(78 * MB), 413, 'body: beside its texts it may have 256 KB.'],
    ['a prototype', '{"__proto__": {"force": true}}', 400, 'body: is not JSON: Object contains forbidden prototype property'], // prettier-ignore
    ['a prototype in escapes', '{"\\u005f_proto__": 1}', 400, 'body: is not JSON: Object contains forbidden prototype property'], // prettier-ignore
    ['a constructor', '{"a": {"constructor": {"prototype": {"force": true}}}}', 400, 'body: is not JSON: Object contains forbidden prototype property'], // prettier-ignore
    ['another encoding', Buffer.from('{"title": "Für"}', 'latin1'), 400, 'body: is not UTF-8'],
  ])('is refused: %s', (_what, body, status, detail) => {
    expect(problemOf(body)).toMatchObject({ status, detail });
  });

  it.each(['{"a": 1', '{"a": "x', '{"a": "x\\', '"\\', ']', '{a: 1}', 'nul'])('is refused: %s', (body) => {
    expect(problemOf(body)).toMatchObject({ status: 400, detail: expect.stringMatching(/^body: is not JSON: /) });
  });
});
