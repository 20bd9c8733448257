import { bodyOf, type Client, type ClientType, draftOf, emptyDraft, fieldProblems } from './client-form.ts';

const field = (name: string, kind: 'url' | 'text' | 'secret' | 'number' | 'boolean') => ({ name, label: name, kind, required: false, secret: kind === 'secret', help: '' }); // prettier-ignore
const TYPE: ClientType = {
  type: 'transmission',
  label: 'Transmission',
  protocols: ['torrent'],
  capabilities: [],
  schemes: ['http'],
  fields: [field('url', 'url'), field('username', 'text'), field('password', 'secret'), field('port', 'number'), field('strict', 'boolean')], // prettier-ignore
};
const CLIENT: Client = {
  ...{ id: 'nas', name: 'NAS', type: 'transmission', enabled: true, priority: 3, url: 'http://nas:9091' },
  ...{ username: 'me', category: null, downloadDir: null, pathMappings: [], adopt: 'none' },
  ...{ failAfterStalledMinutes: null, removeAfterSeeding: false, maxActive: 5, timeoutSeconds: 20 },
  categories: { movie: 'films', series: null },
  tls: { certificate: null, verify: false },
  options: { port: 1, strict: true },
  protocols: ['torrent'],
  capabilities: [],
  health: { state: 'up', since: null, lastError: null, latencyMs: null, retryAt: null, version: null },
};

describe('the form of a client', () => {
  it('asks for a new one without what was left empty', () => {
    const draft = { ...emptyDraft('transmission'), values: { url: 'http://nas:9091', username: '', port: '7' } };
    expect(bodyOf(draft, TYPE, null)).toEqual({
      ...{ type: 'transmission', enabled: true, adopt: 'none', removeAfterSeeding: false, priority: 1 },
      ...{ failAfterStalledMinutes: null, maxActive: null, pathMappings: [] },
      ...{ url: 'http://nas:9091', username: null, options: { port: 7 } },
    });
  });

  it('changes one without losing what it does not show, and keeps a secret that was not typed', () => {
    const body = bodyOf({ ...draftOf(CLIENT), name: 'Other' }, TYPE, CLIENT);
    expect(body).toMatchObject({ id: 'nas', name: 'Other', priority: 3, maxActive: 5, timeoutSeconds: 20 });
    expect(body).toMatchObject({ tls: { verify: false }, categories: { movie: 'films' }, options: { port: 1, strict: true } }); // prettier-ignore
    expect(body).not.toHaveProperty('password');
  });

  it('sends a secret that was typed', () => {
    const draft = draftOf(CLIENT);
    expect(bodyOf({ ...draft, values: { ...draft.values, password: 'new' } }, TYPE, CLIENT)).toMatchObject({ password: 'new' }); // prettier-ignore
  });

  it('says of each field what is wrong with it', () => {
    const errors = [
      { field: 'url', problem: 'is no address' },
      { field: 'options.port', problem: 'is a number' },
    ];
    expect(fieldProblems({ status: 400, code: 'invalid-input', title: '', errors })).toEqual(
      new Map([
        ['url', 'is no address'],
        ['port', 'is a number'],
      ]),
    );
  });
});
