import { readFile } from 'node:fs/promises';

/** A line of a recorded conversation: what a program said to the original, and how that answered. */
export type Recorded = {
  scene: string;
  request: {
    method: string;
    path: string;
    query?: Record<string, string>;
    body?: string | { multipart: { name: string; filename?: string; base64?: string; value?: string }[] };
    /** How it had signed in; absent for a login. */
    signedInBy?: 'cookie' | 'basic' | 'nothing';
  };
  response: { status: number; type: string; body: unknown };
};

export async function readRecorded(url: URL): Promise<Recorded[]> {
  const lines = (await readFile(url, 'utf8')).trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Recorded);
}

export type Played = { status: number; type: string | null; body: unknown; cookie: string | null };

/** Says to a face what was recorded, with another password and the cookie of its own login. */
export async function play(base: string, { request }: Recorded, headers: Record<string, string>): Promise<Played> {
  const query = new URLSearchParams(request.query).toString();
  const { method, path, body } = request;
  const answer = await fetch(`${base}${path}${query && `?${query}`}`, {
    method,
    headers: {
      ...headers,
      ...(typeof body === 'string' && { 'Content-Type': 'application/x-www-form-urlencoded' }),
    },
    body: body === undefined ? null : typeof body === 'string' ? body : formOf(body.multipart),
  });
  const text = await answer.text();
  const type = answer.headers.get('content-type');
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? null;
  return { status: answer.status, type, body: type === 'application/json' ? JSON.parse(text) : text, cookie };
}

function formOf(parts: { name: string; filename?: string; base64?: string; value?: string }[]): FormData {
  const form = new FormData();
  for (const { name, filename, base64, value = '' } of parts) {
    if (base64 === undefined) form.append(name, value);
    else form.append(name, new Blob([Buffer.from(base64, 'base64')], { type: 'application/octet-stream' }), filename);
  }
  return form;
}

/** Where a value has another shape than a recorded one: a key more or less, another type, null for something or the contrary. */
export function shapeDifferences(recorded: unknown, played: unknown, at = '$'): string[] {
  const [was, is] = [recorded, played].map(kindOf);
  if (was !== is) return [`${at}: ${is} instead of ${was}`];
  if (Array.isArray(recorded) && Array.isArray(played)) {
    if (recorded.length === 0) return [];
    return played.flatMap((item, i) => shapeDifferences(recorded[0], item, `${at}[${i}]`));
  }
  if (was !== 'object') return [];
  const [a, b] = [recorded, played] as [Record<string, unknown>, Record<string, unknown>];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => {
    if (!Object.hasOwn(a, key)) return [`${at}.${key}: not recorded`];
    return Object.hasOwn(b, key) ? shapeDifferences(a[key], b[key], `${at}.${key}`) : [`${at}.${key}: missing`];
  });
}

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);
