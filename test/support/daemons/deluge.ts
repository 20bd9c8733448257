import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, run, tempFolder, until, whereIs, type Running } from './process.js';

export type Deluge = {
  /** Of deluge-web. */
  url: string;
  password: string;
  downloadDir: string;
  folder: string;
  /** As address:port. */
  host: string;
  web: Running;
  daemon: Running;
  /** The daemon's end; deluge-web stays. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
};

export const delugeBinaries = (): { daemon: string; web: string } | null => {
  const [daemon, web] = [whereIs('deluged'), whereIs('deluge-web')];
  return daemon === null || web === null ? null : { daemon, web };
};

const PASSWORD = 'the-password';
const DAEMON_SECRET = 'the-secret';

/** Configuration files of Deluge are two JSON objects after one another. */
const configuration = (values: object): string => `{"file": 1, "format": 1}${JSON.stringify(values)}`;

/** Starts deluged and deluge-web in a folder of their own, on free ports of loopback, with a password. */
export async function startDeluge({ plugins = ['Label'] } = {}): Promise<Deluge> {
  const binaries = delugeBinaries();
  if (binaries === null) throw new Error('deluged and deluge-web are not installed');
  const folder = await tempFolder('deluge');
  const downloadDir = join(folder.path, 'downloads');
  await mkdir(downloadDir);
  const [port, webPort, peerPort] = [await freePort(), await freePort(), await freePort()];
  const core = {
    download_location: downloadDir, listen_ports: [peerPort, peerPort], random_port: false, listen_interface: '127.0.0.1', dht: false, upnp: false,
    natpmp: false, lsd: false, utpex: false, daemon_port: port, allow_remote: false, max_active_downloading: 100, max_active_seeding: 100,
    max_active_limit: 200, new_release_check: false, enabled_plugins: plugins, copy_torrent_file: false,
  }; // prettier-ignore
  const salt = 'c26ab3bbd8b137f99cd83c2c1c0963bcc1a35cad';
  const web = {
    port: webPort, interface: '127.0.0.1', pwd_salt: salt, pwd_sha1: createHash('sha1').update(salt).update(PASSWORD).digest('hex'), first_login: false,
    default_daemon: '', show_session_speed: false,
  }; // prettier-ignore
  const hosts = { hosts: [['the-host', '127.0.0.1', port, 'localclient', DAEMON_SECRET]] };
  await writeFile(join(folder.path, 'core.conf'), configuration(core));
  await writeFile(join(folder.path, 'web.conf'), configuration(web));
  await writeFile(join(folder.path, 'hostlist.conf'), configuration(hosts).replace('"file": 1', '"file": 3'));
  await writeFile(join(folder.path, 'auth'), `localclient:${DAEMON_SECRET}:10\n`);
  const url = `http://127.0.0.1:${webPort}`;
  const startDaemon = () => run(binaries.daemon, ['-d', '-c', folder.path, '-p', String(port), '-L', 'warning'], { HOME: folder.path }); // prettier-ignore
  const deluge: Deluge = {
    url,
    password: PASSWORD,
    downloadDir,
    folder: folder.path,
    host: `127.0.0.1:${port}`,
    daemon: startDaemon(),
    web: run(binaries.web, ['-d', '-c', folder.path, '-p', String(webPort), '-L', 'warning'], { HOME: folder.path }),
    kill: () => deluge.daemon.stop('SIGKILL'),
    restart: async () => {
      deluge.daemon = startDaemon();
      await untilOnline(deluge);
    },
    stop: async () => {
      await Promise.all([deluge.web.stop('SIGKILL'), deluge.daemon.stop('SIGKILL')]);
      await folder.remove();
    },
  };
  await untilOnline(deluge);
  return deluge;
}

/** deluge-web sees its daemon. */
const untilOnline = (deluge: Deluge): Promise<unknown> =>
  until('Deluge answers', async () => {
    const status = await callDeluge<unknown[]>(deluge, 'web.get_host_status', 'the-host');
    return status[1] === 'Online' || status[1] === 'Connected';
  });

/** Waits until it has written down that it has this torrent. */
export const writtenByDeluge = ({ folder }: Pick<Deluge, 'folder'>, hash: string): Promise<unknown> =>
  until(`${hash} is written down`, async () => (await readFile(join(folder, 'state', 'torrents.state'), 'latin1')).includes(hash)); // prettier-ignore

/** A call behind the adapter's back, with a session of its own. */
export async function callDeluge<T>(
  { url, password }: { url: string; password: string | null },
  method: string,
  ...params: unknown[]
): Promise<T> {
  const post = (body: object, cookie = '') =>
    fetch(`${url}/json`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ id: 1, ...body }),
    });
  const signIn = await post({ method: 'auth.login', params: [password] });
  const cookie = (signIn.headers.get('set-cookie') ?? '').split(';')[0]!;
  const { result, error } = (await (await post({ method, params }, cookie)).json()) as { result: T; error: unknown };
  if (error) throw new Error(`${method}: ${JSON.stringify(error)}`);
  return result;
}
