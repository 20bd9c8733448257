import * as fs from 'node:fs/promises';
import { parse } from 'node:path';
import { Disk, type DiskCalls, DiskThreads } from './disk.js';
import { deviceUnder } from './mounts.js';
import { holds } from './paths.js';

/**
 * Which paths fail together. A root does with all that is in it; roots and other paths do when they lie on one mounted
 * device. Paths outside all roots of which nothing is known count as one disk.
 */
export class Disks {
  private readonly threads = new DiskThreads();
  private readonly roots = new Set<string>();
  private readonly disks = new Map<string, Disk>();

  constructor(
    private readonly calls: DiskCalls = fs,
    private readonly deviceUnderPath: (path: string) => string | null = deviceUnder,
  ) {}

  addRoot(path: string): void {
    this.roots.add(path);
  }

  /** The disk to ask about a path. What is mounted changes, so it is not to be kept for long. */
  of(path: string): Disk {
    const root = [...this.roots].filter((root) => holds(root, path)).sort((a, b) => b.length - a.length)[0];
    const key = this.deviceUnderPath(root ?? path) ?? root ?? parse(path).root;
    const disk = this.disks.get(key) ?? new Disk(this.calls, this.threads);
    this.disks.set(key, disk);
    return disk;
  }
}

/** The threads are the process's, and so is what they are lent to. */
export const disksOfProcess = new Disks();
