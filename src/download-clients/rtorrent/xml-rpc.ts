import { Parser } from 'htmlparser2';

export type XmlRpcParameter =
  string | number | Uint8Array | readonly XmlRpcParameter[] | { readonly [name: string]: XmlRpcParameter };

export type XmlRpcValue = string | number | boolean | null | Buffer | XmlRpcValue[] | { [name: string]: XmlRpcValue };

export type XmlRpcAnswer = { value: XmlRpcValue } | { fault: { code: number; message: string } };

/** @returns the body of a call, in UTF-8 */
export function encodeCall(method: string, parameters: readonly XmlRpcParameter[]): string {
  const encoded = parameters.map((each) => `<param>${encodeValue(each)}</param>`).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<methodCall><methodName>${escaped(method)}</methodName><params>${encoded}</params></methodCall>`;
}

function encodeValue(value: XmlRpcParameter): string {
  if (typeof value === 'string') return `<value><string>${escaped(value)}</string></value>`;
  if (typeof value === 'number') return `<value><i8>${Math.trunc(value)}</i8></value>`;
  if (value instanceof Uint8Array) return `<value><base64>${Buffer.from(value).toString('base64')}</base64></value>`;
  if (Array.isArray(value)) return `<value><array><data>${value.map(encodeValue).join('')}</data></array></value>`;
  const members = Object.entries(value as Record<string, XmlRpcParameter>).map(
    ([name, member]) => `<member><name>${escaped(name)}</name>${encodeValue(member)}</member>`,
  );
  return `<value><struct>${members.join('')}</struct></value>`;
}

/** XML has no way to write most control characters. */
const escaped = (text: string): string =>
  text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');

type Frame = { type: string; text: string; items: XmlRpcValue[]; members: Map<string, XmlRpcValue>; name: string };

const newFrame = (): Frame => ({ type: '', text: '', items: [], members: new Map(), name: '' });

/**
 * Reads an answer. Names of torrents hold whatever they were made with, and rTorrent writes control characters as they are: such
 * an answer is no XML and has to be read all the same.
 * @returns null for what is none, or not whole
 */
export function decodeAnswer(body: string): XmlRpcAnswer | null {
  const frames: Frame[] = [];
  let result: XmlRpcValue | undefined;
  let isFault = false;
  let isWhole = false;
  let isName = false;
  const parser = new Parser(
    {
      onopentag(tag) {
        const frame = frames.at(-1);
        if (tag === 'value') frames.push(newFrame());
        else if (tag === 'fault') isFault = true;
        else if (tag === 'name') isName = true;
        else if (frame && !['data', 'member'].includes(tag)) [frame.type, frame.text] = [tag, ''];
        if (isName && frame) frame.name = '';
      },
      ontext(text) {
        const frame = frames.at(-1);
        if (frame) frame[isName ? 'name' : 'text'] += text;
      },
      onclosetag(tag, isImplied) {
        if (tag === 'name') isName = false;
        if (tag === 'methodResponse') isWhole = !isImplied;
        if (tag !== 'value' || isImplied) return;
        const value = valueOf(frames.pop()!);
        const around = frames.at(-1);
        if (around === undefined) result = value;
        else if (around.type === 'struct') around.members.set(around.name, value);
        else around.items.push(value);
      },
    },
    { xmlMode: true },
  );
  parser.end(body);
  if (!isWhole || result === undefined) return null;
  return isFault ? { fault: faultOf(result) } : { value: result };
}

function valueOf({ type, text, items, members }: Frame): XmlRpcValue {
  switch (type) {
    case 'array':
      return items;
    case 'struct':
      return Object.fromEntries(members);
    case 'i4':
    case 'i8':
    case 'int':
    case 'double':
      return Number(text);
    case 'boolean':
      return text.trim() === '1';
    case 'base64':
      return Buffer.from(text, 'base64');
    case 'nil':
      return null;
    default:
      return text; // a value without a type is a text too
  }
}

/** The struct of a fault, which also stands for the answer to one call of a `system.multicall`. */
export function faultOf(value: XmlRpcValue): { code: number; message: string } {
  const { faultCode, faultString } = (value ?? {}) as Record<string, XmlRpcValue>;
  return { code: Number(faultCode ?? 0), message: String(faultString ?? 'a fault without words') };
}
