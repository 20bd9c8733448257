import { sep } from 'node:path';

/** Whether a path is that of a folder or of something in it. */
export const holds = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
