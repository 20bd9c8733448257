import { Parser } from 'htmlparser2';

const PROLOGUE = /^(?:\ufeff|\s+|<\?[^>]*>|<!--(?:[^-]|-(?!->))*(?:-->|$)|<!(?!--)[^>[]*(?:\[[^\]]*\][^>]*)?>)/;

/**
 * The first element of XML or HTML, in lower case and without its prefix, whatever stands before it: a byte order mark, white
 * space, declarations, comments. Null for what is none.
 */
export function rootOf(text: string): string | null {
  let rest = text;
  for (let before; (before = PROLOGUE.exec(rest));) rest = rest.slice(before[0].length);
  const name = /^<([a-z][\w.:-]*)/i.exec(rest)?.[1];
  return name?.toLowerCase().split(':').at(-1) ?? null;
}

export type Said = { texts: ReadonlyMap<string, string>; attributes: Readonly<Record<string, string>> };

/** What the elements of a piece of HTML or XML say: the first text of each, and the attributes of the first that has any. */
export function saidIn(text: string, xml: boolean): Said {
  const texts = new Map<string, string>();
  const over = new Set<string>();
  let attributes: Said['attributes'] = {};
  let open: string[] = [];
  const parser = new Parser(
    {
      onopentag(name, attribs) {
        open.push(name);
        if (Object.keys(attributes).length === 0) attributes = attribs;
      },
      ontext(data) {
        const name = open.at(-1) ?? '';
        if (!over.has(name)) texts.set(name, `${texts.get(name) ?? ''}${data}`);
      },
      onclosetag(name) {
        open = open.slice(0, open.lastIndexOf(name));
        if (texts.get(name)?.trim()) over.add(name);
      },
    },
    { xmlMode: xml, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(text);
  return { texts, attributes };
}
