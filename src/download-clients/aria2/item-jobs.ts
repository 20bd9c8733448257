import { gidOf, itemIdOf } from './aria2-items.js';
import { Aria2Error, type Aria2Job, type Aria2Rpc } from './aria2-rpc.js';

/** A gid as aria2 writes it, which is the id of a direct link too. */
const GID = /^[0-9a-f]{16}$/;

/**
 * The jobs of one item: the one that it was added under, and those that followed from it. They are asked for by gid, since the
 * list of all costs more the longer it is; only a torrent that was added by another hand, or whose first job is forgotten, is
 * looked for by its info hash.
 */
export async function jobsOfItem(rpc: Aria2Rpc, id: string): Promise<Aria2Job[]> {
  const jobs = await jobsByGid(rpc, id);
  return jobs.length > 0 || GID.test(id) ? jobs : await jobsByHash(rpc, id);
}

/** Those that were added by their item key, and what followed. */
export async function jobsByGid(rpc: Aria2Rpc, id: string): Promise<Aria2Job[]> {
  return (await chainFrom(rpc, gidOf(id))).filter((job) => itemIdOf(job) === id);
}

async function chainFrom(rpc: Aria2Rpc, gid: string): Promise<Aria2Job[]> {
  const job = await jobOrNull(rpc, gid);
  if (job === null) return [];
  const following = await Promise.all((job.followedBy ?? []).map((next) => chainFrom(rpc, next)));
  return [job, ...following.flat()];
}

async function jobsByHash(rpc: Aria2Rpc, infoHash: string): Promise<Aria2Job[]> {
  const known = await rpc.hashes();
  const gids = known.filter((job) => job.infoHash?.toLowerCase() === infoHash).map(({ gid }) => gid);
  return (await Promise.all(gids.map((gid) => jobOrNull(rpc, gid)))).filter((job) => job !== null);
}

async function jobOrNull(rpc: Aria2Rpc, gid: string): Promise<Aria2Job | null> {
  try {
    return await rpc.job(gid);
  } catch (error) {
    // aria2 has one code for all errors, and this call has one reason to fail: there is no such job.
    if (error instanceof Aria2Error) return null;
    throw error;
  }
}
