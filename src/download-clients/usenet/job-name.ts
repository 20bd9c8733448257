/** Bytes. A file system allows 255 for a name, and clients add numbers and endings of their own to that of a job. */
const LONGEST = 200;

/**
 * What a job is called in its client, which makes a folder of that name: a slash would divide it, and to SABnzbd what follows is
 * a password.
 */
export function jobName(title: string): string {
  const plain = title.replace(/[/\\]/g, '-').replace(/\p{Cc}/gu, ' ').trim(); // prettier-ignore
  return cut(plain) || 'download';
}

/** To whole characters. */
function cut(name: string): string {
  let bytes = 0;
  let end = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > LONGEST) return name.slice(0, end).trim();
    end += character.length;
  }
  return name;
}

/** Clients replace what a file system does not take, spaces and dots: letters and figures are what is left to compare. */
export const sameName = (a: string, b: string): boolean => lettersOf(a) === lettersOf(b);

const lettersOf = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
