import { execFileSync } from 'node:child_process';
import { type z } from 'zod';
import { type ProblemError } from '../http/problem.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { certificateProblem } from './certificate-problem.js';
import { changedClient, newClient, removalQuery } from './client-schemas.js';
import { missingFields, optionProblems } from './type-fields.js';
import { transmissionClientType } from '../download-clients/transmission/transmission-client-type.js';

const pipe = new SchemaPipe();
const client = { name: 'NAS', type: 'aria2', url: 'http://nas:6800/jsonrpc' };
/** What is wrong, as `field: problem`. */
const wrong = async (schema: z.ZodType, value: unknown): Promise<string[]> => {
  try {
    await pipe.transform(value, { type: 'body', schema });
    return [];
  } catch (error) {
    const errors = (error as ProblemError).problem['errors'] as { field: string; problem: string }[];
    return errors.map(({ field, problem }) => `${field}: ${problem}`);
  }
};
const fields = (problems: string[]) => problems.map((line) => line.slice(0, line.indexOf(':')));

describe('the settings of a client', () => {
  it('have paths and secrets as they are given, or not at all', async () => {
    expect(await wrong(changedClient, { ...client, password: ' s\ne c ', downloadDir: '/a b/' })).toEqual([]);
    const odd = {
      password: '\u0000',
      downloadDir: '\ud800',
      pathMappings: [{ remote: '\ud800', local: '/' }],
    };
    const bad = await wrong(changedClient, { ...client, ...odd });
    expect(fields(bad)).toEqual(['downloadDir', 'pathMappings.0.remote', 'password']);
  });

  it.each([
    [{ maxActive: 0 }, ['maxActive']],
    [{ categories: { film: 'x' } }, ['categories.movie', 'categories']],
    [{ tls: { certificate: 'none', verify: true } }, ['tls.certificate']],
    [{ timeoutSeconds: 0.5 }, ['timeoutSeconds']],
    [{ options: { hostId: 'x' } }, ['options.hostId']],
    [{ url: 'scgi://nas:5000' }, ['url']],
  ])('are refused as %j, naming the field', async (change, expected) => {
    const found = fields(await wrong(newClient, { ...client, ...change }));
    expect(expected).toEqual(expect.arrayContaining(found));
    expect(found.length).toBeGreaterThan(0);
  });
});

const needy = {
  ...transmissionClientType,
  fields: [
    { name: 'apiKey', label: 'API key', kind: 'secret', required: true, help: 'It stands in its settings.' },
    { name: 'host', label: 'Host', kind: 'text', required: true, help: 'As in its list.' },
    { name: 'most', label: 'Most', kind: 'number', required: false, help: 'How many.' },
  ],
} as const;

describe('what a type of client needs', () => {
  it('is missed where it is not given', () => {
    expect(missingFields(needy, { apiKey: null, options: {} }).map(({ path }) => path.join('.'))).toEqual([
      'apiKey',
      'options.host',
    ]);
    expect(missingFields(needy, { apiKey: 'k', options: { host: 'h' } })).toEqual([]);
  });

  it('is taken in its form alone, and nothing else is', () => {
    expect(optionProblems(needy, { host: 'h', most: 7 })).toEqual([]);
    expect(optionProblems(needy, { host: 7, most: '7', other: true })).toEqual([
      { path: ['options', 'host'], message: 'is a string: As in its list.' },
      { path: ['options', 'most'], message: 'is a number: How many.' },
      { path: ['options', 'other'], message: 'is none of its options: host, most' },
    ]);
  });
});

it('a certificate is one in PEM', () => {
  const made = execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=nas', '-keyout', '/dev/null'], { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8' }); // prettier-ignore
  expect(certificateProblem(made)).toBeNull();
  expect(certificateProblem(`${made}\n${made}`)).toBeNull();
  expect(certificateProblem('nas')).toMatch(/holds no certificate.*BEGIN CERTIFICATE/);
  expect(certificateProblem(made.replace(/MII/, 'AAA'))).toMatch(/cannot be read/);
});

it('what becomes of the downloads of a deleted client is one of two', async () => {
  expect(await wrong(removalQuery, { downloads: 'cancel' })).toEqual([]);
  expect(await wrong(removalQuery, { moveTo: 'nas' })).toEqual([]);
  expect(await wrong(removalQuery, { downloads: 'cancel', moveTo: 'nas' })).toHaveLength(1);
});
