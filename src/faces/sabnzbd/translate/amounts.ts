const KIB = 1024;
const MIB = KIB * KIB;
const UNITS = ['', 'K', 'M', 'G', 'T', 'P'];

/** Bytes in the original's words: `1.7 MB`, `0 B`; without the postfix `27 `, `1.2 M`. */
export function inUnits(bytes: number, postfix = ''): string {
  const power = bytes < KIB ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(KIB)), UNITS.length - 1);
  const amount = bytes / KIB ** power;
  return `${power === 0 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[power]}${postfix}`;
}

export const inMegabytes = (bytes: number): string => (bytes / MIB).toFixed(2);

/** As `0:00:00`, with days before it where there are some; zeros where it is not known. */
export function inTime(seconds: number | null): string {
  const whole = Math.max(0, Math.round(seconds ?? 0));
  const [days, hours] = [Math.floor(whole / 86_400), Math.floor((whole % 86_400) / 3_600)];
  const [minutes, rest] = [Math.floor((whole % 3_600) / 60), whole % 60].map((part) => String(part).padStart(2, '0'));
  return days > 0 ? `${days}:${String(hours).padStart(2, '0')}:${minutes}:${rest}` : `${hours}:${minutes}:${rest}`;
}
