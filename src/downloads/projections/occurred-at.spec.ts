import { type StoredEvent } from '../../event-store/event-log.js';
import { occurredAt } from './occurred-at.js';

const createdAt = '2026-11-21T00:00:01.000Z';
const at = (said: unknown) => occurredAt({ createdAt, metadata: { occurredAt: said } } as unknown as StoredEvent);

describe('when an event happened', () => {
  it.each(['2009-11-21T00:00:00.000Z', '2026-11-21T00:00:00Z', '2026-11-21T00:00:00+02:00'])('is as it says: %s', (said) =>
    expect(at(said)).toBe(said),
  ); // prettier-ignore

  it.each(['+300000-01-01T00:00:00Z', '+200000-01-01T00:00:00Z', '-000001-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '2026-11-21T00:00:00+16:00', '2026-13-41T00:00:00Z', 'infinity', 'Tue Nov 24 2026', '\0', 7, null])(
    'is when it was written, where it says what no database knows: %p',
    (said) => expect(at(said)).toBe(createdAt),
  ); // prettier-ignore
});
