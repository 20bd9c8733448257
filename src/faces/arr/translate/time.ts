/** An instant, to the second. */
export const instant = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

const two = (value: number): string => String(value).padStart(2, '0');

/** `[d.]hh:mm:ss` */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const days = Math.floor(whole / 86_400);
  const clock = [Math.floor(whole / 3_600) % 24, Math.floor(whole / 60) % 60, whole % 60].map(two).join(':');
  return days > 0 ? `${days}.${clock}` : clock;
}
