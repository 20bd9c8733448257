import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { type Cluster, makePassword, ROLE, serverEnvironment } from './cluster.js';
import { readPostmaster, stopPostmaster } from './postmaster.js';

/**
 * Gives the superuser another password, which `cluster` and its file then hold. It is done in single-user mode, which asks for none: whoever
 * may read the files of a server may do anything with it. A server that runs is stopped.
 */
export const resetPassword = async (cluster: Cluster, postgres: string): Promise<void> => {
  const running = await readPostmaster(cluster.data);
  if (running) await stopPostmaster(running.pid);
  cluster.password = await makePassword(cluster);
  await singleUser(cluster, postgres, `ALTER ROLE ${ROLE} PASSWORD '${cluster.password}'`);
};

const singleUser = async (cluster: Cluster, postgres: string, statement: string): Promise<void> => {
  const child = spawn(postgres, ['--single', '-D', cluster.data, '-c', 'log_min_messages=warning', 'postgres'], {
    ...cluster.account,
    cwd: cluster.home,
    env: serverEnvironment(),
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  child.stdin.on('error', () => undefined); // it ended before it was told anything, and has said why
  child.stdin.end(`${statement};\n`);
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number | null]>]);
  if (code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(said)) {
    throw new Error(`the embedded PostgreSQL cannot be given another password: ${said.trim()}`);
  }
};
