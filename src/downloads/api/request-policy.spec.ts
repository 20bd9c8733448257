import { requestPolicy, USUAL_IN_API, USUAL_IN_FACES } from './request-policy.js';

describe('how a request is taken', () => {
  it.each([
    ['the API, as usual', USUAL_IN_API, {}, ['refuse', false, false]],
    ['a face, as usual', USUAL_IN_FACES, {}, ['join', false, true]],
    ['a face, refusing', USUAL_IN_FACES, { duplicates: 'refuse', ignoreLibrary: false }, ['refuse', false, false]],
    ['a face, allowing', USUAL_IN_FACES, { duplicates: 'allow' }, ['join', true, true]],
    ['the API, joining', USUAL_IN_API, { duplicates: 'join', ignoreLibrary: true }, ['join', false, true]],
    [
      'what nobody understands',
      USUAL_IN_API,
      { duplicates: 7, ignoreLibrary: 'x', other: 1 },
      ['refuse', false, false],
    ],
  ])('%s', (_, usual, settings, [onDuplicate, force, ignoreLibrary]) =>
    expect(requestPolicy({ settings }, usual)).toEqual({ onDuplicate, force, ignoreLibrary }),
  );
});
