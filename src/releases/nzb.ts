import { createHash } from 'node:crypto';
import { InvalidRelease, type Release, type ReleaseField } from './release.js';

/** An NZB of 100 GB in segments of 700 kB has some 15 MB. */
export const LARGEST_NZB = 32 * 1024 * 1024;

// Each stops at the next < or >, so that none looks at a byte more than a few times, whatever the input.
const ROOT = /<nzb[\s>]/i;
const SEGMENT = /<segment\b([^<>]*)>([^<>]*)<\/segment\s*>/gi;
const BYTES = /\bbytes\s*=\s*["'](\d{1,12})["']/i;
const TITLE = /<meta\s[^<>]*\btype\s*=\s*["'](?:title|name)["'][^<>]*>([^<>]*)<\/meta\s*>/i;
const SUBJECT = /<file\b[^<>]*\bsubject\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')/i;

/**
 * Reads an NZB file. The same posting has the same key whatever wrote the file: it is made over the sorted message ids.
 * @param fileName its name where it comes from, for the title if it does not tell one itself
 * @throws InvalidRelease
 */
export function readNzb(file: Uint8Array, field: ReleaseField = 'nzb', fileName: string | null = null): Release {
  if (file.length > LARGEST_NZB) throw new InvalidRelease(field, 'is larger than 32 MB');
  const text = textOf(file);
  // Well-known files name their document type first; the root follows within the first lines.
  if (!ROOT.test(text.slice(0, 10_000))) throw new InvalidRelease(field, 'is not an NZB file');
  const ids: string[] = [];
  let sizeBytes = 0;
  for (const [, attributes, id] of text.matchAll(SEGMENT)) {
    ids.push(decodeEntities(id ?? '').trim());
    sizeBytes += Number(BYTES.exec(attributes ?? '')?.[1] ?? 0);
  }
  if (ids.length === 0 || ids.includes('')) throw new InvalidRelease(field, 'is an NZB file without usable segments');
  const itemKey = createHash('sha256')
    .update([...new Set(ids)].sort().join('\n'))
    .digest('hex')
    .slice(0, 40);
  return {
    protocol: 'usenet',
    itemKey,
    title: titleOf(text, fileName),
    sizeBytes: sizeBytes || null,
    payload: { kind: 'nzb', file },
  };
}

function titleOf(text: string, fileName: string | null): string | null {
  const meta = decodeEntities(TITLE.exec(text)?.[1] ?? '').trim();
  if (meta) return meta;
  if (fileName && /\.nzb$/i.test(fileName)) return fileName.replace(/\.nzb$/i, '');
  const subject = SUBJECT.exec(text);
  const quoted = /"([^"]+)"/.exec(decodeEntities(subject?.[1] ?? subject?.[2] ?? ''))?.[1];
  // By custom the subject quotes a file's name; the title is that without what makes it one of a set.
  return quoted?.replace(/(\.vol\d+\+\d+)?\.par2$|(\.part\d+)?\.rar$|\.[a-z][a-z0-9]{1,3}$/i, '') || null;
}

function textOf(file: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return Buffer.from(file).toString('latin1'); // its declaration says iso-8859-1 as a rule
  }
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(amp|lt|gt|quot|apos));/gi,
    (_, decimal?: string, hex?: string, name?: string) =>
      name
        ? (ENTITIES[name.toLowerCase()] ?? '')
        : String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex ?? '0', 16)),
  );
}
