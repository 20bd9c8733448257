import { crc32 } from 'node:zlib';

/** One part of a file, as yEnc 1.3 writes it. `begin` counts from 0. */
export type YencPart = { name: string; size: number; part: number; total: number; begin: number; data: Buffer };

const LINE = 128;
/** NUL, line feed, carriage return and = are escaped. */
const CRITICAL = new Set([0x00, 0x0a, 0x0d, 0x3d]);

/** The body of an article, without the line that ends it; lines that begin with a dot are not doubled yet. */
export function yencPart({ name, size, part, total, begin, data }: YencPart): Buffer {
  const head = `=ybegin part=${part} total=${total} line=${LINE} size=${size} name=${name}\r\n`;
  const range = `=ypart begin=${begin + 1} end=${begin + data.length}\r\n`;
  const sum = crc32(data).toString(16).padStart(8, '0');
  const end = `=yend size=${data.length} part=${part} pcrc32=${sum}\r\n`;
  return Buffer.concat([Buffer.from(head + range), encoded(data), Buffer.from(end)]);
}

function encoded(data: Buffer): Buffer {
  const out = Buffer.alloc(data.length * 2 + Math.ceil((data.length * 2) / LINE) * 2 + 2);
  let at = 0;
  let column = 0;
  for (const byte of data) {
    const shifted = (byte + 42) & 255;
    const escaped = CRITICAL.has(shifted);
    if (escaped) out[at++] = 0x3d;
    out[at++] = escaped ? (shifted + 64) & 255 : shifted;
    column += escaped ? 2 : 1;
    if (column >= LINE) {
      out[at++] = 0x0d;
      out[at++] = 0x0a;
      column = 0;
    }
  }
  if (column > 0) {
    out[at++] = 0x0d;
    out[at++] = 0x0a;
  }
  return out.subarray(0, at);
}

/** As a body is sent: a line that begins with a dot gets another one, and a dot alone ends it (RFC 3977, 3.1.1). */
export function asMultiline(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = body.indexOf('\r\n.'); at !== -1; at = body.indexOf('\r\n.', from)) {
    parts.push(body.subarray(from, at + 2), Buffer.from('.'));
    from = at + 2;
  }
  const start = body[0] === 0x2e ? [Buffer.from('.')] : [];
  return Buffer.concat([...start, ...parts, body.subarray(from), Buffer.from('.\r\n')]);
}
