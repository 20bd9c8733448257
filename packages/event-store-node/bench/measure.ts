import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import pino from 'pino';
import { fileURLToPath } from 'node:url';

/** A figure, and where it has them: what it is held against, the ratio of the two, the goal and what a real EventStoreDB did. */
export type Measure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number;
  /** What was divided by the baseline to get it, in rounds that alternate: the median of the rounds. */
  readonly ratio?: number;
  readonly goal?: number | string;
  readonly eventStoreDb?: string;
};

export const silent = pino({ level: 'silent' });

/** @param share 0.5 is the median, 0.99 the 99th percentile */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** What happens in a second, while `once` is done over and over by so many at a time for so many milliseconds. */
export const rate = async (milliseconds: number, atOnce: number, once: (worker: number) => Promise<number>) => {
  let done = 0;
  const began = performance.now();
  const worker = async (i: number) => {
    while (performance.now() - began < milliseconds) {
      const more = await once(i);
      done += more;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, i) => worker(i)));
  return (done * 1_000) / (performance.now() - began);
};

/** Megabytes of memory that a process holds now. */
export const residentMb = (pid: number): number => {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_024;
};

/** Starts a program and waits for the first message from it. @throws Error when it ends before that */
export const helper = async (program: URL, argument: string): Promise<{ child: ChildProcess; message: string }> => {
  const child = fork(fileURLToPath(program), [argument], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const left = new AbortController();
  const gone = once(child, 'exit', { signal: left.signal }).then(() => {
    throw new Error(`${program.pathname} ended before it was ready`);
  });
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [string];
  gone.catch(() => undefined); // It ends one day in any case; only until it is ready that is a failure.
  left.abort();
  return { child, message };
};

export const endHelper = async (child: ChildProcess): Promise<void> => {
  child.kill();
  await once(child, 'exit');
};

const figure = (value: number | undefined): string =>
  value === undefined
    ? ''
    : value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });

/** As a Markdown table, with the load of the machine under it. */
export const print = (measures: readonly Measure[]): void => {
  const rows = measures.map(({ name, value, unit, baseline, ratio, goal, eventStoreDb }) => [
    name,
    `${figure(value)} ${unit}`,
    figure(baseline),
    figure(ratio),
    typeof goal === 'number' ? figure(goal) : (goal ?? ''),
    eventStoreDb ?? '',
  ]);
  const table = [['figure', 'measured', 'baseline', 'ratio', 'goal', 'EventStoreDB 23.10.8'], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  console.log([line(table[0]!), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n'));
  console.log(
    `load average ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}\n`,
  );
};
