import decodeMagnet from 'magnet-uri';
import { InvalidRelease, type Release, type ReleaseField } from './release.js';

const V1 = /^urn:btih:([0-9a-f]{40}|[a-z2-7]{32})$/i;
/** 12 20 says SHA-256, 32 bytes (BEP 52, multihash). */
const V2 = /^urn:btmh:1220([0-9a-f]{64})$/i;
const LONGEST = 100_000;

/** Reads a magnet link (BEP 9, BEP 52). One with both hashes is known by its v1 hash. @throws InvalidRelease */
export function readMagnet(text: string, field: ReleaseField = 'magnet'): Release {
  const uri = text.trim();
  if (!/^magnet:\?/i.test(uri))
    throw new InvalidRelease(field, 'is not a magnet link: it does not begin with magnet:?');
  if (uri.length > LONGEST) throw new InvalidRelease(field, 'is too long for a magnet link');
  const params = new URLSearchParams(uri.slice(uri.indexOf('?') + 1));
  // Several topics are written xt.1, xt.2 by some.
  const topics = [...params].filter(([key]) => /^xt(\.\d+)?$/i.test(key)).map(([, value]) => value);
  const size = Number(params.get('xl'));
  return {
    protocol: 'torrent',
    itemKey: hashOf(topics, field),
    title: params.get('dn')?.trim() || null,
    sizeBytes: Number.isSafeInteger(size) && size > 0 ? size : null,
    payload: { kind: 'magnet', uri },
    ...(!topics.some((topic) => V1.test(topic)) && { v2Only: true as const }),
  };
}

/** A magnet link of nothing but this. @param hash v1, 40 hex digits */
export const magnetOf = (hash: string, title: string): string =>
  `magnet:?xt=urn:btih:${hash}&dn=${encodeURIComponent(title)}`;

function hashOf(topics: readonly string[], field: ReleaseField): string {
  const v1 = new Set(topics.flatMap((topic) => V1.exec(topic)?.[1] ?? []).map(hexOf));
  if (v1.size > 1) throw new InvalidRelease(field, 'names two different torrents');
  const v2 = topics.flatMap((topic) => V2.exec(topic)?.[1] ?? []);
  const hash = [...v1][0] ?? v2[0]?.toLowerCase().slice(0, 40);
  if (hash === undefined)
    throw new InvalidRelease(
      field,
      'has no info hash: xt=urn:btih: with 40 hex digits or 32 letters, or xt=urn:btmh:1220 with 64 hex digits',
    );
  return hash;
}

/** The hash in hex, which it may already be; else it is base32. */
const hexOf = (hash: string): string =>
  hash.length === 40 ? hash.toLowerCase() : (decodeMagnet(`magnet:?xt=urn:btih:${hash.toUpperCase()}`).infoHash ?? '');
