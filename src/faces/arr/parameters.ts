import { storableText } from '../../text/storable-text.js';
import { invalid } from './answer.js';

const WHOLE = /^[+-]?\d{1,10}$/;

/** What the address of a call says; names in any case, some of them several times. */
export class Parameters {
  private readonly values = new Map<string, string[]>();

  constructor(query: Readonly<Record<string, unknown>>) {
    for (const [name, said] of Object.entries(query)) {
      const key = name.toLowerCase().replace(/\[\]$/, '');
      const texts = [said].flat().map((each) => storableText(String(each ?? '')));
      this.values.set(key, [...(this.values.get(key) ?? []), ...texts]);
    }
  }

  /** Undefined where it is absent or says nothing. */
  text(name: string): string | undefined {
    return this.list(name)[0];
  }

  list(name: string): string[] {
    return (this.values.get(name.toLowerCase()) ?? []).filter((said) => said !== '');
  }

  /** @throws ArrRefusal 400 */
  number(name: string): number | undefined {
    return this.numbers(name)[0];
  }

  /** Repeated, or divided by commas. @throws ArrRefusal 400 */
  numbers(name: string): number[] {
    return this.list(name).flatMap((said) => said.split(',')).map((said) => wholeOf(name, said.trim())); // prettier-ignore
  }

  /** @throws ArrRefusal 400 */
  flag(name: string): boolean | undefined {
    const said = this.text(name)?.trim().toLowerCase();
    if (said === undefined) return undefined;
    if (said !== 'true' && said !== 'false') throw invalid({ [name]: [`The value '${said}' is not valid.`] });
    return said === 'true';
  }
}

function wholeOf(name: string, said: string): number {
  if (WHOLE.test(said)) return Number(said);
  throw invalid({ [name]: [`The value '${said}' is not valid for ${name[0]!.toUpperCase()}${name.slice(1)}.`] });
}
