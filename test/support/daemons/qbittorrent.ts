import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, run, tempFolder, until, whereIs, type Running } from './process.js';

export type Qbittorrent = {
  url: string;
  username: string;
  password: string;
  downloadDir: string;
  folder: string;
  process: Running;
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export const qbittorrentBinary = (): string | null => whereIs('qbittorrent-nox');

/** As qBittorrent keeps it: PBKDF2 with HMAC-SHA-512, 100,000 rounds, salt and key in base64. */
function storedPassword(password: string): string {
  const salt = randomBytes(16);
  const key = pbkdf2Sync(password, salt, 100_000, 64, 'sha512');
  return `"@ByteArray(${salt.toString('base64')}:${key.toString('base64')})"`;
}

/**
 * Starts qBittorrent in a folder of its own, on free ports of loopback, with a password.
 * @param settings further lines of its configuration, by section
 */
export async function startQbittorrent(settings: Record<string, readonly string[]> = {}): Promise<Qbittorrent> {
  const binary = qbittorrentBinary();
  if (binary === null) throw new Error('qbittorrent-nox is not installed');
  const folder = await tempFolder('qbittorrent');
  const downloadDir = join(folder.path, 'downloads');
  const config = join(folder.path, 'qBittorrent', 'config');
  await mkdir(downloadDir);
  await mkdir(config, { recursive: true });
  const [port, peerPort] = [await freePort(), await freePort()];
  const [username, password] = ['ledgarr', 'the-password'];
  const sections: Record<string, readonly string[]> = {
    BitTorrent: [
      `Session\\DefaultSavePath=${downloadDir}`, `Session\\Port=${peerPort}`, 'Session\\DHTEnabled=false', 'Session\\LSDEnabled=false',
      'Session\\PeXEnabled=false', 'Session\\Interface=lo', 'Session\\InterfaceName=lo', 'Session\\BTProtocol=TCP', 'Session\\MaxActiveDownloads=100',
      'Session\\MaxActiveTorrents=200', 'Session\\MaxActiveUploads=100', 'Session\\QueueingSystemEnabled=true', 'Session\\SaveResumeDataInterval=1',
    ], // prettier-ignore
    LegalNotice: ['Accepted=true'],
    Network: ['PortForwardingEnabled=false'],
    Preferences: [
      'WebUI\\Address=127.0.0.1', `WebUI\\Port=${port}`, 'WebUI\\LocalHostAuth=true', `WebUI\\Username=${username}`,
      `WebUI\\Password_PBKDF2=${storedPassword(password)}`, 'WebUI\\UseUPnP=false',
    ], // prettier-ignore
  };
  const text = Object.entries(sections).map(([name, lines]) => [`[${name}]`, ...lines, ...(settings[name] ?? []), ''].join('\n')); // prettier-ignore
  await writeFile(join(config, 'qBittorrent.conf'), text.join('\n'));
  const url = `http://127.0.0.1:${port}`;
  const start = async () => {
    // Told where its home is as well, else it writes into the one of whoever runs the tests.
    const started = run(binary, [`--profile=${folder.path}`], { HOME: folder.path, XDG_CONFIG_HOME: folder.path });
    await until('qBittorrent answers', async () => (await fetch(`${url}/api/v2/app/version`)).status > 0);
    return started;
  };
  const qbittorrent: Qbittorrent = {
    url,
    username,
    password,
    downloadDir,
    folder: folder.path,
    process: await start(),
    kill: () => qbittorrent.process.stop('SIGKILL'),
    restart: async () => void (qbittorrent.process = await start()),
    stop: async () => {
      await qbittorrent.process.stop('SIGKILL');
      await folder.remove();
    },
  };
  return qbittorrent;
}

/** Waits until it has written down that it has this torrent. */
export const writtenByQbittorrent = ({ folder }: Pick<Qbittorrent, 'folder'>, hash: string): Promise<unknown> =>
  until(`${hash} is written down`, () => stat(join(folder, 'qBittorrent', 'data', 'BT_backup', `${hash}.fastresume`)));

/** A call behind the adapter's back, with a session of its own. */
export async function callQbittorrent(
  { url, username, password }: { url: string; username: string | null; password: string | null },
  path: string,
  form?: Record<string, string>,
): Promise<Response> {
  const login = { username: username ?? '', password: password ?? '' };
  const signIn = await fetch(`${url}/api/v2/auth/login`, { method: 'POST', body: new URLSearchParams(login) });
  const cookie = (signIn.headers.get('set-cookie') ?? '').split(';')[0]!;
  const answer = await fetch(`${url}/api/v2/${path}`, {
    headers: { cookie },
    ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
