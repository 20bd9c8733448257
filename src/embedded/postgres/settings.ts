import { type Address } from './postmaster.js';

/**
 * Given at each start and not written into the cluster, so that a new version of the app brings its own.
 * They are for one small service on a machine that does other things: little memory, few processes.
 */
const fixed = {
  // Who commits is safe; those who commit together share the flush (group commit).
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '64MB',
  wal_buffers: '4MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '15min',
  max_connections: '100',
  // Short queries only: compiling them costs more than it saves, and loads LLVM into each session.
  jit: 'off',
  // The default of 18 is three more processes.
  io_method: 'sync',
  autovacuum_max_workers: '2',
  max_logical_replication_workers: '0',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};

export const settings = (address: Address): string[] => {
  const where =
    'port' in address
      ? { listen_addresses: '127.0.0.1', port: String(address.port), unix_socket_directories: '' }
      : { listen_addresses: '', port: '5432', unix_socket_directories: quoted(address.socketFolder) };
  return Object.entries({ ...fixed, ...where }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
};

/** It is a list, separated by commas. */
const quoted = (folder: string): string => `"${folder.replaceAll('"', '""')}"`;
