import { type App, startApp } from '../support/app.js';
import { startTransmission, type Transmission } from '../support/daemons/transmission.js';
import { freePort, until } from '../support/daemons/process.js';
import { makeTorrent } from '../support/torrents.js';

let app: App;
let transmission: Transmission;
let spare: Transmission;
beforeAll(async () => {
  [app, transmission, spare] = await Promise.all([startApp(), startTransmission(), startTransmission()]);
});
afterAll(() => Promise.all([app?.remove(), transmission?.stop(), spare?.stop()]));

const settingsOf = (daemon: Transmission) => ({ type: 'transmission', url: daemon.url, username: daemon.username, password: daemon.password, downloadDir: daemon.downloadDir }); // prettier-ignore
const call = (...args: Parameters<App['api']['call']>) => app.api.call(...args);
const add = (id: string, daemon: Transmission, change = {}) =>
  call('POST', '/clients', { id, ...settingsOf(daemon), ...change });
const begin = async (name: string, change: object = {}) => {
  const { file } = makeTorrent({ name, sizes: [1_000] });
  const { status, body } = await call('POST', '/downloads', { release: { torrent: file.toString('base64') }, ...change }); // prettier-ignore
  expect([status, body]).toEqual([201, body]);
  return body as { id: string; downloadClient: string };
};
const clear = async () => {
  const { body } = await call('GET', '/clients');
  for (const { id } of body['items'] as { id: string }[])
    expect((await call('DELETE', `/clients/${id}?downloads=cancel`)).status).toBe(204);
};
afterEach(clear);

it('the types say what a form has to ask for', async () => {
  const { body } = await call('GET', '/clients/types');
  const types = body['items'] as { type: string; fields: { name: string; secret: boolean }[] }[];
  const transmissionType = types.find(({ type }) => type === 'transmission');
  expect(transmissionType).toMatchObject({ label: 'Transmission', protocols: ['torrent'], schemes: ['http', 'https'] });
  expect(transmissionType!.fields.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(['password']);
});

it('has all its settings, changed and renamed, and is switched off', async () => {
  const own = { maxActive: 3, categories: { movie: 'films', series: 'shows' }, timeoutSeconds: 20, failAfterStalledMinutes: 90 }; // prettier-ignore
  expect((await add('nas', transmission, own)).body).toMatchObject({ ...own, name: 'nas', options: {}, tls: { certificate: null, verify: true } }); // prettier-ignore
  const { password: _, ...kept } = settingsOf(transmission);
  const changed = await call('PUT', '/clients/nas', { ...kept, name: 'The NAS', enabled: false });
  expect(changed.body).toMatchObject({ id: 'nas', name: 'The NAS', enabled: false, maxActive: null });
  expect((await call('POST', '/clients/nas/test')).body).toMatchObject({ ok: true });
  const refused = await call('POST', '/downloads', { release: { magnet: `magnet:?xt=urn:btih:${'a'.repeat(40)}` } });
  expect(refused.body).toMatchObject({ code: 'no-client-available' });
});

it.each(['builtin', 'types', 'test'])('cannot be called %s', async (id) =>
  expect((await add(id, transmission)).body).toMatchObject({ code: 'invalid-input', errors: [{ field: 'id' }] }),
);

describe('a test before it is saved', () => {
  const tryOut = async (change: object) => (await call('POST', '/clients/test', { ...settingsOf(transmission), ...change })).body; // prettier-ignore

  it('goes through every step', async () => {
    const { ok, version, steps } = await tryOut({ category: 'films' });
    expect([ok, version]).toEqual([true, expect.stringMatching(/^[34]\./)]);
    expect((steps as { step: string; ok: boolean }[]).map((step) => [step.step, step.ok])).toEqual([['reach', true], ['sign-in', true], ['version', true], ['category', true], ['folder', true]]); // prettier-ignore
    expect((await call('GET', '/clients')).body['items']).toEqual([]);
  });

  it('ends where it does not get further, and says what to do', async () => {
    expect(await tryOut({ url: `http://127.0.0.1:${await freePort()}` })).toMatchObject({ ok: false, steps: [{ step: 'reach', ok: false, problem: expect.stringMatching(/refuses the connection/) as string, remedy: expect.stringMatching(/not running/) as string }] }); // prettier-ignore
    expect(await tryOut({ password: 'wrong' })).toMatchObject({ ok: false, steps: [{ step: 'reach', ok: true }, { step: 'sign-in', ok: false, problem: expect.stringMatching(/password/) as string }] }); // prettier-ignore
    expect((await tryOut({ downloadDir: '/nowhere' }))['steps']).toContainEqual(expect.objectContaining({ step: 'folder', ok: false })); // prettier-ignore
  });

  it('takes the secrets of the client that it would change', async () => {
    await add('nas', transmission);
    const { password: _, ...kept } = settingsOf(transmission);
    expect(await tryOut({ ...kept, password: undefined, id: 'nas' })).toMatchObject({ ok: true });
    expect(await tryOut({ ...kept, password: undefined, id: 'other' })).toMatchObject({ ok: false });
  });
});

describe('one that has downloads', () => {
  it('is not deleted, unless they are cancelled with it; what it has of them it keeps', async () => {
    await add('nas', transmission);
    const { id } = await begin('Kept.In.Client.2020');
    await until('it is accepted', async () => (await app.api.download(id)).downloadClientId ?? undefined);
    expect(await call('DELETE', '/clients/nas')).toMatchObject({ status: 409, body: { code: 'client-has-downloads', active: 1 } }); // prettier-ignore
    expect((await call('GET', '/clients/nas')).body).toMatchObject({ enabled: true });
    expect((await call('DELETE', '/clients/nas?downloads=cancel')).status).toBe(204);
    expect((await call('GET', '/clients/nas')).status).toBe(404);
    expect(await app.api.download(id)).toMatchObject({ status: 'cancelled' });
    await add('again', transmission);
    expect((await call('POST', '/clients/again/test')).body).toMatchObject({ ok: true });
  });

  it('hands them over to another', async () => {
    await add('nas', transmission);
    await add('spare', spare, { priority: 9 });
    const { id, downloadClient } = await begin('Handed.Over.2020');
    expect(downloadClient).toBe('nas');
    for (const moveTo of ['nas', 'nobody'])
      expect((await call('DELETE', `/clients/nas?moveTo=${moveTo}`)).body).toMatchObject({ errors: [{ field: 'moveTo' }] }); // prettier-ignore
    expect((await call('DELETE', '/clients/nas?moveTo=spare')).status).toBe(204);
    expect(await app.api.download(id)).toMatchObject({ status: 'cancelled' });
    const { body } = await call('GET', '/downloads');
    const [moved] = body['items'] as { id: string }[];
    expect(moved).toMatchObject({ retryOf: id, downloadClient: 'spare' });
    await until('the other has it', async () => (await app.api.download(moved!.id)).downloadClientId ?? undefined);
  });
});
