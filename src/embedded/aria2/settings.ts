import path from 'node:path';
import { SLOTS } from './slots.js';

export type Aria2Settings = {
  dataDir: string;
  downloadDir: string;
  port: number;
  secret: string;
  certificates: string;
  /** The way out for HTTP, and one that leads nowhere. */
  proxy: { url: string; refusingUrl: string };
};

export const sessionFile = (dataDir: string): string => path.join(dataDir, 'session');

/** The configuration file of aria2 (its manual, "OPTIONS"). The secret is in it, and not among the arguments, which everybody can read. */
export const configuration = ({ dataDir, downloadDir, port, secret, certificates, proxy }: Aria2Settings): string =>
  Object.entries({
    'enable-rpc': true,
    'rpc-listen-all': false,
    'rpc-listen-port': port,
    'rpc-secret': secret,
    // A torrent file of 48 MB as base64, and room.
    'rpc-max-request-size': '80M',
    dir: downloadDir,

    // aria2 forgets everything at its end but what is in this file. What is complete stays in it too, so that a
    // completion that nobody saw is still seen.
    'input-file': sessionFile(dataDir),
    'save-session': sessionFile(dataDir),
    'save-session-interval': 5,
    'force-save': true,
    'max-download-result': 10_000,

    continue: true,
    'auto-file-renaming': false,
    'file-allocation': 'none',
    'max-concurrent-downloads': SLOTS,
    'retry-wait': 5,
    'no-netrc': true,
    'ca-certificate': certificates,

    // Redirects, web seeds and trackers are not followed past the guard of links.
    'all-proxy': proxy.url,
    'http-proxy': proxy.url,
    'https-proxy': proxy.url,
    'ftp-proxy': proxy.refusingUrl, // SFTP too
    'no-proxy': '',
    'proxy-method': 'get', // an address alone tells it nothing of FTP

    'seed-time': 0,
    'enable-dht': true,
    'dht-file-path': path.join(dataDir, 'dht.dat'),
    'dht-file-path6': path.join(dataDir, 'dht6.dat'),
    // Where a new node asks for its first neighbours: the address that BitTorrent, Inc. keeps for this.
    'dht-entry-point': 'router.bittorrent.com:6881',

    'summary-interval': 0,
    'show-console-readout': false,
    'enable-color': false,
    'console-log-level': 'error',
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
