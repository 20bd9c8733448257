/** What was dropped, pasted or typed, as the API takes it. */
export type ReleaseInput = { magnet: string } | { url: string } | { torrent: string } | { nzb: string };

/** A magnet, a bare info hash, or a link; null for what is none of them. */
export function releaseOf(text: string): ReleaseInput | null {
  const given = text.trim();
  if (/^magnet:\?/i.test(given)) return { magnet: given };
  if (/^([0-9a-f]{40}|[a-z2-7]{32})$/i.test(given)) return { magnet: `magnet:?xt=urn:btih:${given}` };
  if (/^https?:\/\/\S+$/i.test(given)) return { url: given };
  return null;
}

/** A torrent begins with a dictionary, an NZB is XML: the name may say anything. @returns null for another file */
export function releaseOfFile(content: Uint8Array): ReleaseInput | null {
  if (content[0] === 0x64 && /^d\d+:/.test(new TextDecoder('latin1').decode(content.subarray(0, 8)))) return { torrent: base64(content) }; // prettier-ignore
  const head = new TextDecoder().decode(content.subarray(0, 2_048)).toLowerCase();
  return head.includes('<nzb') ? { nzb: base64(content) } : null;
}

/** In pieces: a call takes only so many arguments. */
function base64(content: Uint8Array): string {
  const PIECE = 0x8000;
  let binary = '';
  for (let i = 0; i < content.length; i += PIECE) binary += String.fromCharCode(...content.subarray(i, i + PIECE));
  return btoa(binary);
}
