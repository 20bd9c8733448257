import { patienceMs } from '../library/disk/disk.js';
import { disksOfProcess } from '../library/disk/disks.js';

/** Whether there is such a folder on this machine. One whose disk does not answer within two seconds is not seen. */
export async function isVisibleFolder(path: string): Promise<boolean> {
  try {
    const found = await disksOfProcess
      .of(path)
      .askUnlessSilent(({ stat }) => stat(path), AbortSignal.timeout(patienceMs));
    return found.isDirectory();
  } catch {
    return false; // gone, not allowed, or on a disk that is away: that it is not seen is the answer
  }
}
