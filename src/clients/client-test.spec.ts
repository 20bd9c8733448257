import { builtinClient, type ConfiguredClient } from '../download-clients/configured-client.js';
import {
  ClientRefused,
  ClientUnavailable,
  type DownloadClient,
  type Tested,
} from '../download-clients/download-client.js';
import { testClient } from './client-test.js';

const client: ConfiguredClient = { ...builtinClient('http://nas:1', 's', '/downloads'), id: 'nas', downloadDir: null };
const trial = (tested: () => Tested, change: Partial<ConfiguredClient> = {}, seen: string[] = []) => {
  const adapter = { capabilities: ['pause'], test: () => Promise.resolve().then(tested) } as unknown as DownloadClient;
  return testClient({ ...client, ...change }, { adapter, isVisible: (path) => Promise.resolve(seen.includes(path)) });
};
const thrown = (error: Error) =>
  trial(() => {
    throw error;
  });
const ok = (step: string) => ({ step, ok: true, problem: null, remedy: null });

describe('a test of a client', () => {
  it('goes through all steps where nothing is amiss', async () =>
    expect(await trial(() => ({ version: '1.2', downloadDir: '/d' }), {}, ['/d'])).toEqual({
      ok: true,
      version: '1.2',
      problem: null,
      steps: ['reach', 'sign-in', 'version', 'category', 'folder'].map(ok),
    }));

  it.each(['unreachable', 'timeout'] as const)('ends at the first step where it is %s', async (kind) => {
    const error = new ClientUnavailable('nas:1 is away', { kind, remedy: 'start it' });
    expect(await thrown(error)).toEqual({
      ok: false,
      version: null,
      problem: 'nas:1 is away: start it',
      steps: [{ step: 'reach', ok: false, problem: 'nas:1 is away', remedy: 'start it' }],
    });
  });

  it.each(['authentication', 'locked-out'] as const)('ends at the sign-in where it says %s', async (kind) =>
    expect((await thrown(new ClientUnavailable('no entry', { kind }))).steps).toEqual([
      ok('reach'),
      { step: 'sign-in', ok: false, problem: 'no entry', remedy: null },
    ]),
  );

  it('ends at the version where it is one that cannot be used', async () =>
    expect((await thrown(new ClientRefused('1.0 is too old'))).steps).toEqual([
      ok('reach'),
      ok('sign-in'),
      { step: 'version', ok: false, problem: '1.0 is too old', remedy: null },
    ]));

  it('tells of a folder that is not seen here, and of the path that it would have', async () => {
    const pathMappings = [{ remote: '/remote', local: '/mnt' }];
    const { ok: usable, steps } = await trial(() => ({ version: '1' }), { downloadDir: '/remote/d', pathMappings });
    expect(usable).toBe(true);
    expect(steps[4]).toMatchObject({
      ok: false,
      problem: expect.stringContaining('/mnt/d') as string,
      remedy: expect.stringContaining('path mapping') as string,
    });
    const seen = await trial(() => ({ version: '1' }), { downloadDir: '/remote/d', pathMappings }, ['/mnt/d']);
    expect(seen.steps[4]).toEqual(ok('folder'));
  });

  it('tells of categories that the client does not know', async () => {
    const { steps } = await trial(() => ({ version: '1' }), { categories: { movie: 'films', series: null } });
    expect(steps[3]).toMatchObject({
      step: 'category',
      ok: false,
      problem: expect.stringContaining('films') as string,
    });
  });

  it('shows no secret of an address', async () => {
    const error = new ClientUnavailable('http://nas/?apikey=SECRET is away', { remedy: 'ask http://u:SECRET@nas' });
    expect(JSON.stringify(await thrown(error))).not.toContain('SECRET');
  });

  it('hides no mistake of our own', () => expect(thrown(new TypeError('oops'))).rejects.toThrow('oops'));
});
