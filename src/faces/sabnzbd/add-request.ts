import { LARGEST_UPLOAD } from '../../http/server/route-rules.js';
import { isGzip, TooLarge, isZlibError, unpacked } from '../../releases/links/compression.js';
import { type ReleaseInput } from '../../releases/release.js';
import { plainText } from '../../text/plain-text.js';
import { type DownloadRequest } from '../../downloads/commands/initiate-download.js';
import { LONGEST_LABEL, titleOf } from '../asked-texts.js';
import { contentFor } from '../content-for.js';
import { type Parameters } from './parameters.js';

/** What a request says of the release; how it is taken is the key's. */
export type Asked = Pick<DownloadRequest, 'release' | 'title' | 'content' | 'category' | 'priority'>;

/** `addfile`. @returns null where no file came along */
export async function readUpload(parameters: Parameters): Promise<Asked | null> {
  const { files } = parameters;
  const file = files.find(({ field }) => field === 'name' || field === 'nzbfile') ?? files[0];
  if (!file || file.data.length === 0) return null;
  const nzb = await unzipped(file.data);
  const uploadName = titleOf(file.name?.replace(/\.gz$/i, '').replace(/\.nzb$/i, ''));
  return nzb && asked(parameters, { nzb: nzb.toString('base64') }, uploadName);
}

/** `addurl`, whose link is in `name`. @returns null without one */
export function readLink(parameters: Parameters): Asked | null {
  const url = parameters.get('name');
  return url === undefined ? null : asked(parameters, { url }, null);
}

function asked(parameters: Parameters, release: ReleaseInput, uploadName: string | null): Asked {
  const category = categoryOf(parameters.get('cat'));
  const title = titleOf(parameters.get('nzbname')) ?? uploadName;
  const priority = priorityOf(parameters.get('priority'));
  return { release, title, category, priority, content: contentFor(category ?? '', title) };
}

/** Null for none: `*`, and what means the usual one. */
export function categoryOf(said: string | undefined): string | null {
  const name = plainText(said ?? '')?.slice(0, LONGEST_LABEL) ?? null;
  return name === null || name === '*' || /^(default|none)$/i.test(name) ? null : name;
}

const WORDS: Readonly<Record<string, number>> = { force: 2, high: 1, normal: 0, low: -1 };

/** Also as words. -100 is the usual one; -2 adds it paused, -3 and -4 stop or look twice: then none is said. */
export function priorityOf(said: string | undefined): number | null {
  const word = said?.toLowerCase() ?? '';
  const number = WORDS[word] ?? (/^-?\d{1,3}$/.test(word) ? Number(word) : null);
  return number === null || number < -1 || number > 2 ? null : number;
}

/** Null where it does not unpack, or to more than an upload may have. */
async function unzipped(data: Buffer): Promise<Buffer | null> {
  if (!isGzip(data)) return data;
  try {
    return await unpacked(data, 'gzip', LARGEST_UPLOAD);
  } catch (error) {
    if (error instanceof TooLarge || isZlibError(error)) return null;
    throw error;
  }
}
