import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

export const isAlive = (pid: number): boolean => {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not ours to signal, but there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** @returns false when it is still there after `patience` milliseconds */
export const ended = async (pid: number, patience: number): Promise<boolean> => {
  for (const giveUp = performance.now() + patience; performance.now() < giveUp; await setTimeout(20)) {
    if (!isAlive(pid)) return true;
  }
  return !isAlive(pid);
};

/** The command line of a process; empty when it is gone. Numbers of ended processes are given to others. */
export const commandOf = async (pid: number): Promise<string> => {
  try {
    if (process.platform === 'linux') return await readFile(`/proc/${pid}/cmdline`, 'utf8');
    return (await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)])).stdout;
  } catch {
    return ''; // it ended between two looks
  }
};

/** Signals a process, each time with more force, until it is gone. @throws when it does not go */
export const end = async (pid: number, steps: readonly (readonly [NodeJS.Signals, number])[]): Promise<void> => {
  for (const [signal, patience] of steps) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await ended(pid, patience)) return;
  }
  throw new Error(`process ${pid} does not end`);
};
