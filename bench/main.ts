import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Measure, print } from '@ledgarr/event-store-node/bench/measure';

/** The suites: the file beside this one, and the function in it that measures. */
const suites: Readonly<Record<string, readonly [file: string, measure: string]>> = {
  node: ['node', 'benchNode'],
  library: ['library', 'benchLibrary'],
  commands: ['commands', 'benchCommands'],
  start: ['start', 'benchStart'],
  rebuild: ['rebuild', 'benchRebuild'],
  at: ['at', 'benchAt'],
  queries: ['queries', 'benchQueries'],
  import: ['import-mydia', 'benchImportMydia'],
};

const run = async (suite: string): Promise<void> => {
  const [file, measure] = suites[suite]!;
  const path = new URL(`./${file}.js`, import.meta.url);
  if (!existsSync(fileURLToPath(path))) throw new Error(`there is no bench/${file}.ts in this version`);
  const exported = (await import(path.href)) as Record<string, (() => Promise<Measure[]>) | undefined>;
  if (!exported[measure]) throw new Error(`bench/${file}.ts exports no ${measure}`);
  console.log(`${suite}:`);
  print(await exported[measure]());
};

const [asked = ''] = process.argv.slice(2);
if (asked !== 'all' && !(asked in suites)) {
  console.error(`npm run bench -- ${[...Object.keys(suites), 'all'].join('|')}`);
  process.exit(2);
}
for (const suite of asked === 'all' ? Object.keys(suites) : [asked]) {
  try {
    await run(suite);
  } catch (error) {
    console.error(`${suite}:`, error);
    process.exitCode = 1;
  }
}
process.exit();
