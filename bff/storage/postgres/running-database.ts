import { readCluster, urlIn } from './cluster.ts';
import { isAlive, readPostmasterPid } from './postmaster-pid.ts';

/** Connection string of a database in the embedded PostgreSQL that a server on this data folder runs; undefined: none runs. */
export function runningDatabaseUrl(base: string, database: string): string | undefined {
  const cluster = readCluster(base);
  const running = readPostmasterPid(cluster.folder);
  return running !== undefined && isAlive(running.pid) ? urlIn(cluster, running.port, database) : undefined;
}
