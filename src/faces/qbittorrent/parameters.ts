import { FormBody, type UploadedFile } from '../../http/server/form-body.js';
import { storableText } from '../../text/storable-text.js';
import { badRequest } from './answer.js';

/** What a call says, in its address or its form: the original takes reads and changes either way. */
export class Parameters {
  readonly files: readonly UploadedFile[];
  private readonly values: ReadonlyMap<string, string>;

  constructor(query: Readonly<Record<string, unknown>>, body: unknown) {
    const form = body instanceof FormBody ? body : new FormBody(new Map(), []);
    this.files = form.files;
    this.values = new Map([
      ...Object.entries(query).map(([name, said]) => [name, lastOf(said)] as const),
      ...form.fields,
    ]);
  }

  /** Undefined where it is absent; empty where it is there and says nothing. */
  get(name: string): string | undefined {
    const value = this.values.get(name);
    return value === undefined ? undefined : storableText(value);
  }

  /** @throws FaceRefusal 400 */
  require(name: string): string {
    const value = this.get(name);
    if (value === undefined) throw badRequest();
    return value;
  }

  /** `true` or `1` in any case, as .NET writes it too; undefined where it says neither that nor the contrary. */
  flag(name: string): boolean | undefined {
    const said = this.get(name)?.trim().toLowerCase() ?? '';
    if (said === 'true' || said === '1') return true;
    return said === 'false' || said === '0' ? false : undefined;
  }

  /** With a point; undefined where there is none. */
  number(name: string): number | undefined {
    const said = this.get(name)?.trim() ?? '';
    return /^-?\d+(\.\d+)?$/.test(said) ? Number(said) : undefined;
  }

  /** Divided by commas, trimmed, none twice. */
  list(name: string): string[] {
    const items = (this.get(name) ?? '').split(',').map((item) => item.trim());
    return [...new Set(items.filter((item) => item !== ''))];
  }

  /** `hashes`, divided by bars, in lower case; undefined where it is absent, or where it says all. */
  hashes(): string[] | undefined {
    const said = this.get('hashes');
    return said === undefined || said === 'all' ? undefined : hashesOf(said);
  }

  /** Of a change, which names what it changes. @throws FaceRefusal 400 */
  requireHashes(): string[] | 'all' {
    const said = this.require('hashes');
    return said === 'all' ? 'all' : hashesOf(said);
  }
}

const lastOf = (said: unknown): string => String((Array.isArray(said) ? said.at(-1) : said) ?? '');

const hashesOf = (said: string): string[] =>
  said
    .split('|')
    .map((hash) => hash.trim().toLowerCase())
    .filter((hash) => hash !== '');
