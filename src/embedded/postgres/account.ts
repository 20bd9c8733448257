import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Who the server runs as; `{}` is the one who runs us. In the shape that `spawn` takes. */
export type Account = { uid?: number; gid?: number };

const NOBODY = 65_534;

/** PostgreSQL refuses to run as root. It then runs as the owner of its folder or, where that is root too, as `nobody`. */
export const accountFor = async (home: string): Promise<Account> => {
  if (process.getuid?.() !== 0) return {};
  const { uid, gid } = await stat(home);
  return uid === 0 ? nobody() : { uid, gid };
};

const nobody = async (): Promise<Account> => {
  const users = await readFile('/etc/passwd', 'utf8');
  const [, , uid, gid] = /^nobody:.*$/m.exec(users)?.[0].split(':') ?? [];
  return { uid: Number(uid ?? NOBODY), gid: Number(gid ?? NOBODY) };
};

/**
 * A home of mode 0700 keeps another account out of everything below it.
 * @throws naming the folder in the way, and what can be done
 */
export const ensureReachable = async (target: string, { uid, gid }: Account): Promise<void> => {
  if (uid === undefined) return;
  for (const folder of ancestors(target)) {
    const { mode, uid: owner, gid: group } = await stat(folder);
    const enter = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
    if ((mode & enter) === 0) {
      throw new Error(
        `PostgreSQL does not run as root, and the account it runs as instead (uid ${uid}) may not enter ${folder}, ` +
          `so it cannot use ${target}. Run Ledgarr as an ordinary user, or put it and LEDGARR_DATA_DIR where ` +
          `others may enter (chmod o+x ${folder}), or set DATABASE_URL to a PostgreSQL of your own.`,
      );
    }
  }
};

/** From the root down to the folder that holds `target`. */
const ancestors = (target: string): string[] => {
  const parent = path.dirname(target);
  return parent === target ? [target] : [...ancestors(parent), parent];
};
