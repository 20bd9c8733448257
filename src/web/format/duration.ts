const [MINUTE, HOUR, DAY] = [60, 3_600, 86_400];
const MOST = 30 * DAY;

/** `48 s`, `19 min`, `2 h 26 min`, `3 d`; beyond thirty days nobody knows. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds) || seconds < 0) return '–';
  if (seconds > MOST) return '> 30 d';
  if (seconds < MINUTE) return `${Math.floor(seconds)} s`;
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  if (seconds < DAY) return withRest(Math.floor(seconds / HOUR), 'h', Math.floor((seconds % HOUR) / MINUTE), 'min');
  return withRest(Math.floor(seconds / DAY), 'd', seconds < 3 * DAY ? Math.floor((seconds % DAY) / HOUR) : 0, 'h');
}

const withRest = (whole: number, unit: string, rest: number, restUnit: string): string =>
  rest > 0 ? `${whole} ${unit} ${rest} ${restUnit}` : `${whole} ${unit}`;
