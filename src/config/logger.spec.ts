import { createLog } from './logger.js';

const logged = (write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> => {
  let line = '';
  write(createLog({ logLevel: 'info' }, { write: (text: string) => void (line += text) }));
  return JSON.parse(line) as Record<string, unknown>;
};

describe("the program's log", () => {
  it('holds no key, whoever has said it', () => {
    const error = new Error('GET http://t.example/dl?apikey=SECRET failed', {
      cause: new Error('u:SECRET@nas.example'),
    });
    const line = logged((log) =>
      log.error({ err: error, list: ['http://u:SECRET@nas'], password: 'SECRET' }, 'sent X-Api-Key SECRET'),
    );
    expect(JSON.stringify(line)).not.toContain('SECRET');
    expect(line).toMatchObject({
      level: 'error',
      msg: 'sent X-Api-Key …',
      list: ['http://nas/…'],
      err: { type: 'Error', message: expect.stringContaining('GET http://t.example/… failed') },
    });
    expect((line['err'] as { stack: string }).stack).toMatch(/at .*logger\.spec\.ts:\d+/);
  });

  it('holds the rest as it is', () => {
    const at = new Date(0);
    const ring: { self?: unknown } = {};
    ring.self = ring;
    expect(logged((log) => log.info({ at, ring }))).toMatchObject({
      at: at.toISOString(),
      ring: { self: '[Circular]' },
    });
    const fields = { pid: 7, url: 'http://127.0.0.1:6363', at: null, deep: { list: [1, 'a'] } };
    expect(logged((log) => log.info(fields, 'it is up'))).toMatchObject({ ...fields, msg: 'it is up' });
    expect(logged((log) => log.warn(new Error('no')))).toMatchObject({ level: 'warn', err: { message: 'no' } });
  });
});
