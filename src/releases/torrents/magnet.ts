import decodeMagnet from 'magnet-uri';
import { percentDecoded } from '../encoded-text.js';
import { withoutEntities } from '../../text/html-text.js';
import { magnetLink, magnetParameters, type Parameter } from './magnet-parameters.js';
import { InvalidRelease, type Release, type ReleaseField } from '../release.js';

const V1 = /^urn:btih:([0-9a-f]{40}|[a-z2-7]{32})$/i;
/** 12 20 says SHA-256, 32 bytes (BEP 52, multihash). */
const V2 = /^urn:btmh:1220([0-9a-f]{64})$/i;
const MAX_LENGTH = 100_000;

/**
 * Reads a magnet link (BEP 9, BEP 52). One with both hashes is known by its v1 hash. A client gets it in one form, whatever
 * the form in which it came: scheme and keys in lower case, hashes in hex, nothing escaped for HTML.
 * @throws InvalidRelease
 */
export function readMagnet(text: string, field: ReleaseField = 'magnet'): Release {
  if (text.length > MAX_LENGTH) throw new InvalidRelease(field, 'is too long for a magnet link');
  const parameters = magnetParameters(text);
  if (parameters === null) throw new InvalidRelease(field, 'is not a magnet link: it does not begin with magnet:?');
  const topics = [...new Set(parameters.filter(({ key }) => key === 'xt').map(({ value }) => topicOf(value)))];
  const named = parameters.filter(({ key }) => key !== 'xt').map(withPlainName);
  const valueOf = (wanted: string) => named.find(({ key }) => key === wanted)?.value;
  const size = Number(valueOf('xl'));
  return {
    protocol: 'torrent',
    itemKey: hashOf(topics, field),
    title: nameIn(valueOf('dn') ?? '').trim() || null,
    sizeBytes: Number.isSafeInteger(size) && size > 0 ? size : null,
    payload: { kind: 'magnet', uri: magnetLink([...topics.map((value) => ({ key: 'xt', value })), ...named]) },
    ...(!topics.some((topic) => V1.test(topic)) && { v2Only: true as const }),
  };
}

/** A magnet link of nothing but this. @param hash v1, 40 hex digits */
export const magnetOf = (hash: string, title: string): string =>
  `magnet:?xt=urn:btih:${hash}&dn=${encodeURIComponent(title)}`;

function hashOf(topics: readonly string[], field: ReleaseField): string {
  const v1 = topics.flatMap((topic) => V1.exec(topic)?.[1] ?? []);
  if (v1.length > 1) throw new InvalidRelease(field, 'names two different torrents');
  const v2 = topics.flatMap((topic) => V2.exec(topic)?.[1] ?? []);
  const hash = v1[0] ?? v2[0]?.slice(0, 40);
  if (hash === undefined)
    throw new InvalidRelease(
      field,
      'has no info hash: xt=urn:btih: with 40 hex digits or 32 letters, or xt=urn:btmh:1220 with 64 hex digits',
    );
  return hash;
}

/** In lower case and hex where it is a hash; else as it was. */
function topicOf(value: string): string {
  const topic = percentDecoded(percentDecoded(value)).replace(/\s/g, '');
  const v1 = V1.exec(topic)?.[1];
  if (v1 !== undefined) return `urn:btih:${hexOf(v1)}`;
  return V2.test(topic) ? topic.toLowerCase() : value;
}

/** The hash in hex, which it may already be; else it is base32. */
const hexOf = (hash: string): string =>
  hash.length === 40 ? hash.toLowerCase() : (decodeMagnet(`magnet:?xt=urn:btih:${hash.toUpperCase()}`).infoHash ?? '');

const nameIn = (value: string): string => withoutEntities(percentDecoded(value.replaceAll('+', ' ')));

/** A name can have been escaped for HTML before it became part of a link. */
function withPlainName({ key, value }: Parameter): Parameter {
  if (key !== 'dn') return { key, value };
  const name = percentDecoded(value.replaceAll('+', ' '));
  const plain = withoutEntities(name);
  return { key, value: plain === name ? value : encodeURIComponent(plain.toWellFormed()) };
}
