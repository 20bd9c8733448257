import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';

const holds = (outer: string, inner: string): boolean =>
  inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);

/**
 * Decides which links to folders are followed: each folder outside the root once. What lies in the root is read where it
 * lies, and a folder that holds the root would lead back into it. So no circle of links is walked twice.
 */
export class FollowedLinks {
  private readonly byTarget = new Map<string, string>();

  constructor(private readonly root: string) {}

  async follows(link: string): Promise<boolean> {
    const [root, target] = await Promise.all([realpath(this.root), realpath(link)]);
    if (holds(root, target) || holds(target, root)) return false;
    const first = this.byTarget.get(target) ?? link;
    this.byTarget.set(target, first);
    return first === link;
  }

  /** Frees the targets of all links in a folder that is no longer there. */
  forget(folder: string): void {
    for (const [target, link] of this.byTarget) if (holds(folder, link)) this.byTarget.delete(target);
  }
}
