import { CallError, printable, status, trailersOf } from './status.js';

describe('the trailers of a call', () => {
  it('are ASCII, and what is not goes in percent form', () => {
    const error = new CallError(status.NOT_FOUND, '100 % of “Süß” 🎞', { exception: 'stream-deleted' });
    const trailers = trailersOf(error);
    expect(trailers).toEqual({
      exception: 'stream-deleted',
      'grpc-status': '5',
      'grpc-message': '100 %25 of %E2%80%9CS%C3%BC%C3%9F%E2%80%9D %F0%9F%8E%9E',
    });
    expect(decodeURIComponent(trailers['grpc-message']!)).toBe(error.details);
  });

  it('can be made of half a surrogate pair too', () => {
    expect(trailersOf(new CallError(status.INTERNAL, 'a\ud83c'))['grpc-message']).toBe('a%EF%BF%BD');
    expect(printable('\udf9e')).toBe('%EF%BF%BD');
  });
});
