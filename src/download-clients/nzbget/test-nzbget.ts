import { type Concern, type Tested } from '../download-client.js';
import { type NzbgetRpc } from './nzbget-rpc.js';

/** Its calls changed form with 18. */
const OLDEST = 18;

type Config = ReadonlyMap<string, string>;

/** What will surprise one day is told as well. @throws ClientUnavailable */
export async function testNzbget(rpc: NzbgetRpc, category: string | null): Promise<Tested> {
  const version = await rpc.version();
  await rpc.groups(); // users who may only add are not let in here
  const config = await rpc.config();
  const concerns = [versionConcern(version), categoryConcern(category, config), historyConcern(config)];
  const [downloadDir = null] = foldersOf(config);
  return { version, concerns: concerns.filter((concern) => concern !== null), downloadDir };
}

/** Where it puts what is finished, the common one first. */
export function foldersOf(config: Config): string[] {
  const own = [...config].filter(([name]) => /^Category\d+\.DestDir$/.test(name)).map(([, value]) => value);
  const folders = [config.get('DestDir') ?? '', ...own].filter((folder) => folder !== '');
  return folders.map((folder) => expanded(folder, config));
}

/** Its settings refer to each other, as `${MainDir}/dest`. */
const expanded = (value: string, config: Config): string =>
  value.replace(/\$\{(\w+)\}/g, (all, name: string) => config.get(name) ?? all);

function versionConcern(version: string): Concern | null {
  const major = Number.parseInt(version, 10);
  if (Number.isNaN(major) || major >= OLDEST) return null;
  return { step: 'version', problem: `NZBGet ${version} is too old to be spoken to`, remedy: 'take 18 or later' };
}

function categoryConcern(category: string | null, config: Config): Concern | null {
  const known = [...config].filter(([name]) => /^Category\d+\.Name$/.test(name)).map(([, value]) => value);
  if (category === null || known.some((name) => name.toLowerCase() === category.toLowerCase())) return null;
  return {
    step: 'category',
    problem: `NZBGet has no category ${category}: it would use its default folder`,
    remedy: `make it there (Settings > Categories)${known.length > 0 ? `, or take one of ${known.join(', ')}` : ''}`,
  };
}

function historyConcern(config: Config): Concern | null {
  if (config.get('KeepHistory') !== '0') return null;
  return {
    step: 'folder',
    problem: 'NZBGet forgets an item as soon as it is complete, perhaps before Ledgarr has seen it',
    remedy: 'let KeepHistory (Settings > Download queue) be some days',
  };
}
