import { existsSync, readFileSync } from 'node:fs';

/** Of the package: beside `src` in the sources, and a folder further up where it is built. */
export const VERSION = readVersion();

function readVersion(): string {
  const places = ['../../package.json', '../../../package.json'].map((path) => new URL(path, import.meta.url));
  const place = places.find((each) => existsSync(each));
  if (!place) throw new Error('there is no package.json above the program');
  return (JSON.parse(readFileSync(place, 'utf8')) as { version: string }).version;
}
