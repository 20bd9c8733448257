import cliProgress from 'cli-progress';
import prettyBytes from 'pretty-bytes';
import prettyMs from 'pretty-ms';

const UNKNOWN = '-';
const BAR = { barsize: 14, barCompleteString: '█'.repeat(14), barIncompleteString: '░'.repeat(14), barGlue: '' };

export const bytes = (value: number | null): string => (value === null ? UNKNOWN : prettyBytes(value));

/** Bytes per second; what stands still has none. */
export const speed = (value: number | null): string => (value ? `${prettyBytes(value)}/s` : UNKNOWN);

export const duration = (seconds: number | null): string =>
  seconds === null ? UNKNOWN : prettyMs(seconds * 1_000, { unitCount: 2, secondsDecimalDigits: 0 });

/** Rounded down: 100 % is all of it. */
export const percent = (progress: number): string => `${Math.floor(progress * 100 + 1e-9)} %`;

/** A bar with its percentage; none before something is there to show. */
export const bar = (progress: number): string =>
  progress > 0 ? `${cliProgress.Format.BarFormat(progress, BAR)} ${percent(progress).padStart(5)}` : UNKNOWN;

/** In the time zone of whoever looks: `2026-11-20 14:03:22`. */
export const instant = (iso: string): string => {
  const at = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
};
