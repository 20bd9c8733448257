import * as fs from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { type DiskCalls } from './disk.js';
import { Disks } from './disks.js';
import { present } from './on-disk.js';

/** A disk on which each file is there, and each look takes five milliseconds. */
class SlowDisk {
  readonly asked: string[] = [];
  readonly calls: DiskCalls = {
    ...fs,
    stat: (async (path: string) => {
      this.asked.push(path);
      await pause(5);
      return { isFile: () => true, size: 1 };
    }) as unknown as typeof fs.stat,
  };
  readonly disks = new Disks(this.calls, () => null);
}

const files = (folder: string, count: number): string[] => Array.from({ length: count }, (_, i) => `/${folder}/${i}`);

it('a slow disk asked about too much answers the next question', async () => {
  const { asked, disks } = new SlowDisk();
  const many = files('many', 6_000);
  expect((await present(many, disks)).size).toBeLessThan(many.length);
  const before = asked.length;
  expect(await present(['/one'], disks)).toEqual(new Set(['/one']));
  // Two were on their way when the rest was given up.
  expect(asked.length - before).toBeLessThanOrEqual(2);
  expect(asked.at(-1)).toBe('/one');
});

it('a question goes before what is looked at in the background', async () => {
  const { asked, disks } = new SlowDisk();
  const background = Promise.all(files('scan', 20).map((path) => disks.of(path).ask(({ stat }) => stat(path))));
  expect(await present(['/one'], disks)).toEqual(new Set(['/one']));
  expect(asked.indexOf('/one')).toBeLessThanOrEqual(2);
  await background;
  expect(asked).toHaveLength(21);
});
