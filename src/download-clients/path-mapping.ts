import { posix, win32 } from 'node:path';

/** Where the client sees `remote`, we see `local`: for a client on another machine or in a container. */
export type PathMapping = { remote: string; local: string };

type Mapped = { pathMappings: readonly PathMapping[] };

/**
 * The client's path as this machine sees it, by the longest mapping of whole segments that fits; as it is where none does.
 * Paths of Windows (a drive, `\\host\share`) are compared without case and with slashes of either kind, all others exactly.
 */
export function localPath({ pathMappings }: Mapped, path: string): string {
  const fitting = pathMappings.flatMap(({ remote, local }) => {
    const folder = segmentsOf(remote, remote);
    const rest = below(folder, segmentsOf(path, remote), isWindows(remote));
    return rest === null ? [] : [{ depth: folder.length, path: joined(local, rest) }];
  });
  return fitting.reduce((best, each) => (each.depth > best.depth ? each : best), { depth: -1, path }).path;
}

/** Says which mapping would fit but for its case, where none does: a common mistake that nothing else shows. */
export function caseHint({ pathMappings }: Mapped, path: string): string | null {
  const fits = (mapping: PathMapping, anyCase: boolean) =>
    below(segmentsOf(mapping.remote, mapping.remote), segmentsOf(path, mapping.remote), anyCase) !== null;
  if (pathMappings.some((mapping) => fits(mapping, isWindows(mapping.remote)))) return null;
  const near = pathMappings.find((mapping) => fits(mapping, true));
  return near ? `The path ${path} differs from the path mapping of ${near.remote} only in case.` : null;
}

/** What is left of a path below a folder; null where it does not lie there. */
function below(folder: readonly string[], path: readonly string[], anyCase: boolean): string[] | null {
  const same = (a: string, b: string | undefined) => a === b || (anyCase && a.toLowerCase() === b?.toLowerCase());
  return folder.every((segment, i) => same(segment, path[i])) ? path.slice(folder.length) : null;
}

const isWindows = (path: string): boolean => /^([A-Za-z]:([\\/]|$)|\\\\|\/\/[^/])/.test(path);

/** The root and what follows, read as the mapping is written: only there a backslash divides. */
function segmentsOf(path: string, mapping: string): string[] {
  return isWindows(mapping) ? windowsSegments(path) : posixSegments(path);
}

function posixSegments(path: string): string[] {
  const root = path.startsWith('/') ? '/' : '';
  return [root, ...posix.normalize(path).split('/').filter((part) => part !== '' && part !== '.')]; // prettier-ignore
}

function windowsSegments(path: string): string[] {
  // The prefix of paths longer than 260 characters.
  const short = path.replace(/^\\\\\?\\UNC\\/i, '\\\\').replace(/^\\\\\?\\/, '').replace(/^([A-Za-z]:)$/, '$1\\'); // prettier-ignore
  const root = /^[\\/]{2}/.test(short) ? '\\\\' : '';
  return [root, ...win32.normalize(short).split('\\').filter((part) => part !== '' && part !== '.')]; // prettier-ignore
}

function joined(local: string, rest: readonly string[]): string {
  const divider = isWindows(local) ? '\\' : '/';
  const folder = local.replace(isWindows(local) ? /[\\/]+$/ : /\/+$/, '');
  if (rest.length > 0) return [folder, ...rest].join(divider);
  // A root alone keeps its slash.
  return folder === '' || /^[A-Za-z]:$/.test(folder) ? `${folder}${divider}` : folder;
}
