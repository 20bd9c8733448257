import { dirname } from 'node:path';
import { type Disk } from './disk/disk.js';
import { holds } from './disk/paths.js';

/**
 * Decides which links to folders are followed: each folder outside the root once. What lies in the root is read where it
 * lies, and a folder that holds the root would lead back into it. So no circle of links is walked twice.
 */
export class FollowedLinks {
  private readonly byTarget = new Map<string, string>();
  private readonly targets = new Map<string, string>();
  /** By each folder above them up to the root, so that one that is lost costs no more than the links that go with it. */
  private readonly beneath = new Map<string, Set<string>>();

  constructor(private readonly root: string) {}

  /** @throws the system's error when the root cannot be looked at; a link that cannot be is not followed */
  async follows(link: string, disk: Disk): Promise<boolean> {
    const root = await disk.ask(({ realpath }) => realpath(this.root));
    // A link that vanished, or leads in a circle by now, is its own affair: the folder that it lies in can be read.
    const target = await disk.ask(({ realpath }) => realpath(link)).catch(() => null);
    // A link may lead elsewhere than it did: its old target is free for others.
    this.free(link);
    if (target === null) return false;
    if (holds(root, target) || holds(target, root) || this.byTarget.has(target)) return false;
    this.take(link, target);
    return true;
  }

  /** Frees the target of a link that is no longer there, and those of all links beneath a folder that is not. */
  forget(path: string): void {
    this.free(path);
    this.forgetBeneath(path);
  }

  /** Frees the targets of all links beneath a folder whose content is another now. */
  forgetBeneath(folder: string): void {
    for (const link of this.beneath.get(folder) ?? []) this.free(link);
  }

  private take(link: string, target: string): void {
    this.byTarget.set(target, link);
    this.targets.set(link, target);
    for (const folder of this.above(link)) {
      const links = this.beneath.get(folder) ?? new Set();
      this.beneath.set(folder, links.add(link));
    }
  }

  private free(link: string): void {
    const target = this.targets.get(link);
    if (target === undefined) return;
    this.byTarget.delete(target);
    this.targets.delete(link);
    for (const folder of this.above(link)) {
      const links = this.beneath.get(folder);
      links?.delete(link);
      if (links?.size === 0) this.beneath.delete(folder);
    }
  }

  /** The folders that hold a link, from its own to the root. */
  private above(link: string): string[] {
    const folders: string[] = [];
    for (let folder = dirname(link); holds(this.root, folder); folder = dirname(folder)) {
      folders.push(folder);
      if (folder === this.root) break;
    }
    return folders;
  }
}
