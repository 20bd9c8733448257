import { readFileSync } from 'node:fs';
import { holds } from './paths.js';

/** What is mounted where, later mounts last; a device is `major:minor`, the same for all bind mounts of one disk. */
export type Mount = { path: string; device: string };

const freshMs = 15_000;
let known: readonly Mount[] = [];
let readAt = Number.NEGATIVE_INFINITY;

/** The device that lies under a path, told without asking it. Null for the system's own, and where the system does not tell. */
export function deviceUnder(path: string): string | null {
  if (performance.now() - readAt > freshMs) {
    known = readMounts();
    readAt = performance.now();
  }
  return deviceIn(known, path);
}

export function deviceIn(mounts: readonly Mount[], path: string): string | null {
  let under: Mount | null = null;
  let system: Mount | null = null;
  for (const mount of mounts) {
    if (mount.path === '/') system = mount;
    if (holds(mount.path, path) && mount.path.length >= (under?.path.length ?? 0)) under = mount;
  }
  return under && under.device !== system?.device ? under.device : null;
}

/** Reads Linux' `mountinfo`, in which spaces and the like are octal; proc(5). */
export const parseMounts = (mountinfo: string): Mount[] =>
  mountinfo.split('\n').flatMap((line) => {
    const [, , device, , path] = line.split(' ');
    if (device === undefined || path === undefined) return [];
    const plain = path.replace(/\\(\d{3})/gu, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
    return [{ path: plain, device }];
  });

function readMounts(): Mount[] {
  try {
    return parseMounts(readFileSync('/proc/self/mountinfo', 'utf8'));
  } catch {
    // Not Linux: library roots are told apart by their paths.
    return [];
  }
}
