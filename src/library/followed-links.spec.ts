import * as fs from 'node:fs/promises';
import { Disks } from './disk/disks.js';
import { FollowedLinks } from './followed-links.js';

/** A link leads to the folder of its name outside the root. */
const realpath = ((path: string) =>
  Promise.resolve(path.replace(/^\/root\/.*\//u, '/elsewhere/'))) as unknown as typeof fs.realpath;
const disk = new Disks({ ...fs, realpath }, () => null).of('/root');

it('links freed with the folder above them can be followed elsewhere, the others not', async () => {
  const links = new FollowedLinks('/root');
  expect(await links.follows('/root/a/deep/one', disk)).toBe(true);
  expect(await links.follows('/root/ab/two', disk)).toBe(true);
  expect(await links.follows('/root/c/one', disk)).toBe(false);
  links.forget('/root/a');
  expect(await links.follows('/root/c/one', disk)).toBe(true);
  expect(await links.follows('/root/c/two', disk)).toBe(false);
  links.forgetBeneath('/root');
  expect(await links.follows('/root/a/one', disk)).toBe(true);
  expect(await links.follows('/root/a/two', disk)).toBe(true);
});

it('a hundred thousand links that are lost hold nothing up', async () => {
  const links = new FollowedLinks('/root');
  const paths = Array.from({ length: 100_000 }, (_, i) => `/root/links/${i}`);
  for (const path of paths) await links.follows(path, disk);
  const began = performance.now();
  for (const path of paths) links.forget(path);
  // Well below a second: each looking at all others takes minutes, on any machine.
  expect(performance.now() - began).toBeLessThan(60_000);
});
