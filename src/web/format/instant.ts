export type Zone = 'local' | 'utc';
export type InstantOptions = { zone?: Zone; locale?: string; now?: Date; seconds?: boolean };

const zoneOf = (zone: Zone): { timeZone?: string } => (zone === 'utc' ? { timeZone: 'UTC' } : {});

/** Today `21:14`, else `Tue 24 Nov, 21:14`; with seconds, `21:14:07`. */
export function shortInstant(iso: string, options: InstantOptions = {}): string {
  const { zone = 'local', locale, now = new Date(), seconds = false } = options;
  const at = new Date(iso);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'short', ...zoneOf(zone) });
  const second = seconds ? ({ second: '2-digit' } as const) : {};
  const time = { hour: '2-digit', minute: '2-digit', ...second, hourCycle: 'h23' } as const;
  const date = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: 'numeric' } as const);
  const parts = day.format(at) === day.format(now) ? time : { ...date, ...year, ...time };
  return new Intl.DateTimeFormat(locale, { ...parts, ...zoneOf(zone) }).format(at);
}

/** With seconds and the name of the zone. */
export function fullInstant(iso: string, { zone = 'local', locale }: InstantOptions = {}): string {
  return new Intl.DateTimeFormat(locale, {
    dateStyle: 'full',
    timeStyle: 'long',
    hourCycle: 'h23',
    ...zoneOf(zone),
  }).format(new Date(iso));
}

/** `3 min ago`, below one hour alone. */
export function relativeInstant(iso: string, { locale, now = new Date() }: InstantOptions = {}): string | null {
  const seconds = (now.getTime() - Date.parse(iso)) / 1000;
  if (Number.isNaN(seconds) || seconds < 0 || seconds >= 3_600) return null;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return seconds < 60 ? format.format(-Math.floor(seconds), 'second') : format.format(-Math.floor(seconds / 60), 'minute'); // prettier-ignore
}
