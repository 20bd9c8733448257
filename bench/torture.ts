import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tortureNode } from '@ledgarr/event-store-node/bench/torture';
import { onFreshPostgres } from './fresh-postgres.js';
import { tortureApp } from './torture-app.js';
import { tortureSoak } from './torture-soak.js';

const asNumber = (text: string | undefined, otherwise: number): number => {
  const number = text === undefined ? otherwise : Number(text);
  if (!Number.isInteger(number) || number < 0) throw new Error(`'${text}' is no count`);
  return number;
};

/** @returns how many promises were broken */
const initiation = async (schedules: number, seed: number): Promise<number> => {
  const path = new URL('./torture-initiation.js', import.meta.url);
  if (!existsSync(fileURLToPath(path))) throw new Error('there is no bench/torture-initiation.ts in this version');
  const { tortureInitiation } = (await import(path.href)) as typeof import('./torture-initiation.js');
  return (await tortureInitiation(schedules, seed)).violations;
};

/*
 * npm run torture                              all of these, as many as stands here
 * npm run torture -- soak [times]              20,000 probes of the service, and as many refused requests
 * npm run torture -- app [kills]                100 kills of the service under load
 * npm run torture -- node [kills]               200
 * npm run torture -- initiation [schedules] [seed]   100,000
 */
const [what = 'all', count, seed] = process.argv.slice(2);
let broken = 0;
if (!['all', 'soak', 'app', 'node', 'initiation'].includes(what))
  throw new Error('npm run torture -- [soak [times] | app [kills] | node [kills] | initiation [schedules] [seed]]');
if (what === 'all' || what === 'soak') broken += await tortureSoak(asNumber(count, 20_000), asNumber(count, 20_000));
if (what === 'all' || what === 'app') broken += await onFreshPostgres((url) => tortureApp(url, asNumber(count, 100)));
if (what === 'all' || what === 'node') broken += await onFreshPostgres((url) => tortureNode(url, asNumber(count, 200)));
if (what === 'all' || what === 'initiation')
  broken += await initiation(asNumber(count, 100_000), asNumber(seed, Date.now() % 2 ** 31));
process.exit(broken === 0 ? 0 : 1);
