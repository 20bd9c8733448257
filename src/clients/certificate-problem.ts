import { X509Certificate } from 'node:crypto';

const REMEDY = 'give it in PEM, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----';

/** @returns why a text is no certificate, with the remedy; null for one, or several below each other */
export function certificateProblem(pem: string): string | null {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
  if (blocks === null) return `holds no certificate: ${REMEDY}`;
  return blocks.every(isCertificate) ? null : `holds a certificate that cannot be read: ${REMEDY}`;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).fingerprint256 !== '';
  } catch {
    return false; // it throws nothing else than that it cannot read it
  }
}
