import { fullInstant, relativeInstant, shortInstant } from './instant.js';

const now = new Date('2026-11-24T22:00:00Z');
const options = { zone: 'utc', locale: 'en-GB', now } as const;

describe('instants', () => {
  it('of today are a time', () => expect(shortInstant('2026-11-24T21:14:07Z', options)).toBe('21:14'));
  it('of another day have the day', () =>
    expect(shortInstant('2026-11-20T21:14:07Z', options)).toBe('Fri 20 Nov, 21:14'));
  it('of another year have the year', () =>
    expect(shortInstant('2024-11-20T21:14:07Z', options)).toMatch(/Wed.* 20 Nov 2024.*21:14/));
  it('in full have seconds and zone', () =>
    expect(fullInstant('2026-11-24T21:14:07Z', options)).toMatch(/Tuesday.*24 November 2026.*21:14:07 UTC/));
  it('are relative below an hour', () =>
    expect(['21:59:40', '21:57:00', '20:59:00', '22:10:00'].map((time) => relativeInstant(`2026-11-24T${time}Z`, options))).toEqual(['20 sec ago', '3 min ago', null, null])); // prettier-ignore
});
