import { FormBody, type UploadedFile } from '../../http/server/form-body.js';
import { storableText } from '../../text/storable-text.js';

/** What a call says, in its address or in a form. */
export class Parameters {
  readonly files: readonly UploadedFile[];
  private readonly values: ReadonlyMap<string, string>;

  constructor(query: Readonly<Record<string, unknown>>, body: unknown) {
    const form = body instanceof FormBody ? body : new FormBody(new Map(), []);
    this.files = form.files;
    const said = Object.entries(query).map(([name, value]) => [name, String([value].flat().at(-1) ?? '')] as const);
    this.values = new Map([...form.fields, ...said]);
  }

  /** Trimmed; undefined where it is absent or says nothing. */
  get(name: string): string | undefined {
    return storableText(this.values.get(name)?.trim() ?? '') || undefined;
  }

  /** Also where it says nothing. */
  has(name: string): boolean {
    return this.values.has(name);
  }

  /** Divided by commas; undefined where there is none. */
  list(name: string): string[] | undefined {
    const items = this.get(name)
      ?.split(',')
      .map((item) => item.trim());
    return items?.filter((item) => item !== '');
  }

  /** A count; 0 where it is absent or none. */
  count(name: string): number {
    const said = this.get(name) ?? '';
    return /^\d{1,9}$/.test(said) ? Number(said) : 0;
  }

  flag(name: string): boolean {
    return this.get(name) === '1';
  }
}
