import { fileTypeFromBuffer } from 'file-type';

/** What can hold a film or an episode besides video and audio: archives, as file-type calls them. */
const ARCHIVES = new Set(['zip', 'rar', '7z', 'tar', 'tar.gz', 'gz', 'bz2', 'xz', 'zst', 'lz', 'lz4', 'lzh', 'Z', 'arj', 'cpio', 'ace']); // prettier-ignore
const CONTAINERS = new Set(['application/mxf', 'application/ogg', 'application/vnd.ms-asf', 'application/vnd.rn-realmedia']); // prettier-ignore
/** By name: what is known by nothing in its first bytes, as an image of a disc is. */
const NAMED =
  /\.(?:mkv|mk3d|mka|mp4|m4v|mov|avi|divx|wmv|asf|flv|f4v|webm|ogv|ogm|mpe?g|m2v|ts|m2ts|mts|vob|evo|rmvb?|3gp|mxf|wtv|iso|img|bin|nrg|mdf|zip|rar|r\d\d|7z|tar|t?gz|bz2|xz|zst|\d{3}|mp3|flac|m4a|aac|ac3|eac3|dts|opus|ogg|wav)$/i;
/** Types of what is text, or shown. */
const SHOWN =
  /^(?:text|image|font|message|multipart|model)\/|(?:\/|\+)(?:json|xml|javascript|ecmascript|x-www-form-urlencoded|pdf)$/;

/**
 * Whether bytes that are no text can be what somebody wants to see or hear: video, audio, an archive, an image of a disc. What
 * is not known by its beginning counts by what it is called.
 * @returns null if so, else what it is, in words
 */
export async function unwantedKind(head: Buffer, contentType: string, fileName: string | null): Promise<string | null> {
  const type = await fileTypeFromBuffer(head);
  if (type !== undefined) {
    const wanted = /^(?:video|audio)\//.test(type.mime) || ARCHIVES.has(type.ext) || CONTAINERS.has(type.mime);
    return wanted ? null : `a file of the type ${type.mime}`;
  }
  if (SHOWN.test(contentType)) return `something that is called ${contentType} and is not known to be that`;
  if (contentType === '' && !NAMED.test(fileName ?? ''))
    return 'something without a type, of which neither content nor name tell what it is';
  return null;
}
