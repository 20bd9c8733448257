import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyOf, executable } from './binary.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ledgarr-binary-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a binary without its execute bit', () => {
  it('gets it where that is allowed', async () => {
    const binary = path.join(folder, 'aria2c');
    await writeFile(binary, '#!/bin/sh\n');
    await chmod(binary, 0o644);
    expect(await executable(binary, folder)).toBe(binary);
    expect((await stat(binary)).mode & 0o777).toBe(0o755);
  });

  it('is copied once, and again when another version comes', async () => {
    const binary = path.join(folder, 'bundled');
    const copy = path.join(folder, 'aria2c');
    await writeFile(binary, 'one');
    expect(await copyOf(binary, copy)).toBe(copy);
    expect((await stat(copy)).mode & 0o777).toBe(0o755);
    const { ino } = await stat(copy);
    await copyOf(binary, copy);
    expect((await stat(copy)).ino).toBe(ino);
    await writeFile(binary, 'another');
    await copyOf(binary, copy);
    expect(await readFile(copy, 'utf8')).toBe('another');
  });
});
