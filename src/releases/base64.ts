import { InvalidRelease, type ReleaseField } from './release.js';
import { type Sliced } from './sliced.js';

/** Characters, which are decoded in a few milliseconds. */
const PIECE = 1024 * 1024;

/** What base64 says; line ends in it and missing padding are let pass. @throws InvalidRelease also for more than `largest` bytes */
export function* decodingBase64(text: string, field: ReleaseField, largest: number): Sliced<Buffer> {
  const tooLarge = () => new InvalidRelease(field, `is larger than ${largest / 1024 / 1024} MB`);
  // Twice the length leaves room for line ends, and is checked before anything is copied.
  if (text.length > largest * 2) throw tooLarge();
  const pieces: Buffer[] = [];
  let length = 0;
  let rest = '';
  for (let at = 0; at < text.length; at += PIECE) {
    const last = at + PIECE >= text.length;
    const bare = rest + text.slice(at, at + PIECE).replace(/[\r\n\t ]/g, '');
    const piece = last ? bare : bare.slice(0, bare.length - (bare.length % 4));
    rest = bare.slice(piece.length);
    pieces.push(decoded(piece, last, field));
    length += pieces.at(-1)!.length;
    if (length > largest) throw tooLarge();
    yield;
  }
  if (length === 0) throw new InvalidRelease(field, 'is not base64');
  return Buffer.concat(pieces);
}

function decoded(piece: string, last: boolean, field: ReleaseField): Buffer {
  const bytes = Buffer.from(piece, 'base64');
  const given = last ? piece.replace(/={1,2}$/, '') : piece;
  // Compared with what it decodes to, for Buffer passes over whatever it does not know.
  if (bytes.toString('base64').slice(0, given.length) === given && bytes.length === Math.floor((given.length * 3) / 4))
    return bytes;
  throw new InvalidRelease(field, 'is not base64');
}
