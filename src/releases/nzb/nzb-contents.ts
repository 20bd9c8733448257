import { Parser } from 'htmlparser2';
import { type Sliced } from '../sliced.js';
import { textOfXml } from './nzb-text.js';

/** A file is not NZB: the reason can be shown. */
export class NzbError extends Error {}

export type NzbContents = {
  /** Message ids, in the order of the file; those of empty segments are not among them. */
  ids: string[];
  /** Of the segments that have an id. */
  sizeBytes: number;
  /** What it calls itself, and what the first file in it is called; empty when it does not say. */
  title: string;
  subject: string;
  files: NzbFile[];
};

/** `sizeBytes`: of its segments, as they lie on the servers. */
export type NzbFile = { subject: string; sizeBytes: number };

/** The root stands at the beginning, after a document type and comments. */
const BEFORE_ROOT = 64 * 1024;
/** Four levels, and room for what nobody closed. The parser's time grows with the depth. */
const DEEPEST = 200;

/**
 * Reads an NZB as a stream, with a parser that no document type makes do anything: entities that it declares are not known.
 * What is not well-formed is let pass, as clients do: an & that is not escaped, an end that is missing.
 * @throws NzbError
 */
export function* readingNzbContents(file: Uint8Array): Sliced<NzbContents> {
  const reader = new Reader();
  const parser = new Parser(reader, { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true });
  let length = 0;
  for (const text of textOfXml(file)) {
    parser.write(text);
    length += text.length;
    if (length > BEFORE_ROOT) reader.checkRoot();
    yield;
  }
  parser.end();
  reader.checkRoot();
  return reader.contents;
}

class Reader {
  readonly contents: NzbContents = { ids: [], sizeBytes: 0, title: '', subject: '', files: [] };
  #isNzb = false;
  #depth = 0;
  /** Of the element that is being read, if it is one that counts. */
  #text: string | null = null;
  #bytes = 0;

  checkRoot(): void {
    if (!this.#isNzb) throw new NzbError('is not an NZB file');
  }

  onopentag(prefixed: string, attributes: Readonly<Record<string, string>>): void {
    if (++this.#depth > DEEPEST) throw new NzbError('is not an NZB file: its elements are nested too deeply');
    const name = local(prefixed);
    this.#text = null;
    if (name === 'nzb') this.#isNzb = true;
    else if (name === 'file') this.#beginFile(attributes['subject'] ?? '');
    else if (name === 'segment') this.#begin(/^\s*(\d{1,12})\s*$/.exec(attributes['bytes'] ?? '')?.[1]);
    else if (name === 'meta' && /^(?:title|name)$/.test(attributes['type'] ?? '')) this.#begin();
  }

  ontext(text: string): void {
    if (this.#text !== null) this.#text += text;
  }

  onclosetag(prefixed: string, implied: boolean): void {
    this.#depth--;
    const text = implied ? '' : (this.#text?.trim() ?? '');
    this.#text = null;
    if (text === '') return;
    if (local(prefixed) === 'meta') {
      this.contents.title ||= text;
      return;
    }
    this.contents.ids.push(text);
    this.contents.sizeBytes += this.#bytes;
    const file = this.contents.files.at(-1);
    if (file !== undefined) file.sizeBytes += this.#bytes;
  }

  #beginFile(subject: string): void {
    this.contents.subject ||= subject;
    this.contents.files.push({ subject, sizeBytes: 0 });
  }

  #begin(bytes = '0'): void {
    this.#text = '';
    this.#bytes = Number(bytes);
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
