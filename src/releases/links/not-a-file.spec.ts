import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { notAFile } from './not-a-file.js';

describe('what may stand where a file should be', () => {
  it.each([
    ['nothing', ''],
    ['a web page', '<!DOCTYPE html><html><body>Log in</body></html>'],
    ['a web page', '\ufeff\r\n  <!-- cached --><HTML>'],
    ['JSON that says "rate limit"', '{"error":"rate limit","retry_after":30}'],
    ['JSON', '\n[]'],
    ['XML (error)', '<?xml version="1.0"?><error code="100"/>'],
    ['text that says "Your download limit is reached."', 'Your download limit is reached.\n'],
    ['text that says "Zugriff verweigert: Schlüssel ungültig"', 'Zugriff verweigert: Schlüssel ungültig'],
    ['text that says "x"', 'x'],
  ])('is %s: %j', async (what, head) => expect(await notAFile(Buffer.from(head))).toBe(what));

  it('is words in other encodings', async () => {
    expect(await notAFile(Buffer.from('\ufeffnot found', 'utf16le'))).not.toBeNull();
    expect(await notAFile(Buffer.from('Zugriff verweigert: Schl\u00fcssel', 'latin1'))).toBe(
      'text that says "Zugriff verweigert: Schlüssel"',
    );
  });

  it.each([
    ['random bytes', randomBytes(4096)],
    ['Matroska', Buffer.from('1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b61', 'hex')],
    ['MP4', Buffer.from('00000020667479706d703432000000006d70343269736f6d', 'hex')],
    ['RAR', Buffer.from('526172211a0701003392b5e50a01050600050101', 'hex')],
    ['gzip', gzipSync('<html>')],
  ])('is a file: %s', async (_, head) => expect(await notAFile(head)).toBeNull());
});
