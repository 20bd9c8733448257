import { type TestPostgres } from './global-setup.js';

/** Ends the server that `global-setup.ts` started, and waits until its folder is gone. */
export default async function stopSharedPostgres(): Promise<void> {
  const shared = globalThis as { __ledgarrTestPostgres?: TestPostgres };
  const running = shared.__ledgarrTestPostgres;
  if (!running) return;
  delete shared.__ledgarrTestPostgres;
  running.supervisor.ref();
  running.supervisor.stdin?.end();
  await running.ended;
}
