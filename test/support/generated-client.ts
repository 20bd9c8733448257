import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

/** A folder inside the project, so that packages are found; git and the linters pass over it. */
const INSIDE = 'node_modules/.cache';

/**
 * Generates the types of an OpenAPI document, compiles a program against them as strictly as the project itself, and runs it.
 * @param program a TypeScript file that imports the types from `./schema.js` and prints JSON
 * @returns what it prints
 * @throws Error with what the compiler says
 */
export async function runAgainst(document: string, program: string, args: readonly string[]): Promise<unknown> {
  await mkdir(INSIDE, { recursive: true });
  const folder = await mkdtemp(join(process.cwd(), INSIDE, 'openapi-'));
  try {
    await writeFile(join(folder, 'schema.ts'), astToString(await openapiTS(document)));
    await writeFile(join(folder, 'program.ts'), await readFile(program));
    compile(join(folder, 'program.ts'));
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'program.js'), ...args]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function compile(file: string): void {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as { config: object };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
  const own = { ...options, lib: [...(options.lib ?? []), 'lib.dom.d.ts'], noEmit: false, incremental: false };
  const program = ts.createProgram([file], { ...own, tsBuildInfoFile: undefined });
  const problems = ts.getPreEmitDiagnostics(program);
  if (problems.length > 0) throw new Error(problems.map(({ messageText }) => textOf(messageText)).join('\n'));
  program.emit();
}

const textOf = (message: string | ts.DiagnosticMessageChain) => ts.flattenDiagnosticMessageText(message, '\n');
