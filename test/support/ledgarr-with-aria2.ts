import { type Aria2, startAria2 } from './daemons/aria2.js';
import { type Ledgarr, ledgarr } from './ledgarr.js';

export type LedgarrWithAria2 = { app: Ledgarr; aria2: Aria2; remove(): Promise<void> };

/** The built app with a real client, `aria2`, that takes as many downloads at a time as a test begins. */
export async function ledgarrWithAria2(settings: Record<string, string> = {}): Promise<LedgarrWithAria2> {
  const [app, aria2] = await Promise.all([
    ledgarr({ LEDGARR_BUILTIN_CLIENT: 'off', ...settings }),
    startAria2({ args: ['--max-concurrent-downloads=1000'] }),
  ]);
  const { url, secret: password, downloadDir } = aria2;
  await app.api.call('POST', '/clients', { id: 'aria2', type: 'aria2', url, password, downloadDir });
  const remove = async () => {
    await app.remove();
    await aria2.stop();
  };
  return { app, aria2, remove };
}
