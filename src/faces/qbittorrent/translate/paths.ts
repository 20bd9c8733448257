/** The folder that something lies in, of a path of either kind. */
export function folderOf(path: string): string {
  const at = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
  return at <= 0 ? path.slice(0, at + 1) : path.slice(0, at);
}

/** A path as seen from a folder, with the original's slashes; the whole path where it does not lie in there. */
export function pathWithin(folder: string, path: string): string {
  const isBelow = path.startsWith(folder) && /[\\/]/.test(path.charAt(folder.length));
  return (isBelow ? path.slice(folder.length + 1) : path).replaceAll('\\', '/');
}
