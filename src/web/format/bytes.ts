export type Units = 'si' | 'binary';

const NAMES = { si: ['B', 'kB', 'MB', 'GB', 'TB', 'PB'], binary: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] } as const;
const UNKNOWN = '–';

/** `14.6 GB`, `435 MB`: one decimal below 100. What nobody knows is no zero. */
export function bytes(value: number | null | undefined, units: Units = 'si'): string {
  if (value === null || value === undefined || !Number.isFinite(value) || value < 0) return UNKNOWN;
  const base = units === 'si' ? 1000 : 1024;
  let [scaled, unit] = [value, 0];
  // What would round up to a thousand is one of the next unit.
  while (scaled >= base - 0.5 && unit < NAMES[units].length - 1) [scaled, unit] = [scaled / base, unit + 1];
  const digits = unit > 0 && scaled < 99.95 ? 1 : 0;
  return `${scaled.toFixed(digits)} ${NAMES[units][unit]}`;
}

/** Bytes per second; nothing moves at 0, and that is no figure to read. */
export function speed(value: number | null | undefined, units: Units = 'si'): string {
  return value ? `${bytes(value, units)}/s` : UNKNOWN;
}

/** `78 %`, floored: 99.9 % is not all of it. */
export function percent(progress: number | null | undefined): string {
  return progress === null || progress === undefined ? UNKNOWN : `${Math.floor(progress * 100 + 1e-9)} %`;
}
