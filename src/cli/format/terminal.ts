import { styleText } from 'node:util';

export const print = (text: string): void => void process.stdout.write(`${text}\n`);
/** For people, beside what a script reads. */
export const say = (text: string): void => void process.stderr.write(`${text}\n`);

/** Columns of the terminal; what is piped is not cut. */
export const terminalWidth = (): number => (process.stdout.isTTY ? process.stdout.columns : Infinity);

const COLOURS: Record<string, Parameters<typeof styleText>[0]> = {
  downloading: 'green',
  completed: 'green',
  paused: 'yellow',
  stalled: 'yellow',
  warning: 'yellow',
  'client-unavailable': 'red',
  failed: 'red',
  down: 'red',
  up: 'green',
  cancelled: 'gray',
  cancelling: 'gray',
};

/** A status in its colour, where colours are wanted: https://no-color.org. */
export function coloured(status: string): string {
  const colour = COLOURS[status];
  const wanted = process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  return wanted && colour ? styleText(colour, status) : status;
}
