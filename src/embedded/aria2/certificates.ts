import { access } from 'node:fs/promises';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { writeWholeFile } from '../../config/whole-file.js';

/** Debian and Alpine, Fedora, SUSE, macOS and FreeBSD. */
const bundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** The authorities that links over https are checked against: the system's or, in a bare container without any, those that Node brings. */
export const certificateFile = async (dataDir: string): Promise<string> => {
  for (const bundle of bundles) {
    if (await isThere(bundle)) return bundle;
  }
  const own = path.join(dataDir, 'ca-certificates.pem');
  await writeWholeFile(own, rootCertificates.join('\n'), 0o644);
  return own;
};

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false, // or not readable, which is as good as not there
  );
