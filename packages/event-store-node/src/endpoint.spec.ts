import { endpointOf } from './endpoint.js';

describe('where a node is reached', () => {
  it.each([
    ['127.0.0.1:2113', { host: '127.0.0.1', port: 2113 }],
    ['events.example.org:443', { host: 'events.example.org', port: 443 }],
    ['[::1]:2113', { host: '::1', port: 2113 }],
  ])('%s', (text, endpoint) => expect(endpointOf(text)).toEqual(endpoint));

  it.each([
    undefined,
    '',
    'localhost',
    'localhost:',
    ':2113',
    'localhost:0',
    'localhost:65536',
    '::1:2113',
    'a b:1',
    'http://a:1',
    'a:1/x',
  ])('is not said by %s', (text) => expect(endpointOf(text)).toBeUndefined());
});
