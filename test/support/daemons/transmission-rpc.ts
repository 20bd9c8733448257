import { type Transmission } from './transmission.js';

/** Speaks to Transmission behind the service's back. @throws where it does not answer with success */
export async function callTransmission<T>(
  { url, username, password }: Transmission,
  method: string,
  args: object,
): Promise<T> {
  const call = (session: string) =>
    fetch(url, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        'X-Transmission-Session-Id': session,
      },
      body: JSON.stringify({ method, arguments: args }),
    });
  const first = await call('');
  const answer = await call(first.headers.get('x-transmission-session-id') ?? '');
  const body = (await answer.json()) as { result: string; arguments: T };
  if (body.result !== 'success') throw new Error(`${method}: ${body.result}`);
  return body.arguments;
}
