import type pg from 'pg';

/** How many of each are made. */
export interface ContainerScale {
  readonly images: number;
  readonly containers: number;
  readonly sensors: number;
}

const uuid = (kind: number, n: string) => `('00000000-0000-7000-800${kind}-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
const digest = (kind: string, n: string) => `encode(sha256(('${kind}' || ${n})::bytea), 'hex')`;
const oneOf = (values: readonly string[], n: string) =>
  `(array[${values.map((value) => `'${value}'`).join(',')}])[(${n}) % ${values.length} + 1]`;

const REPOSITORIES = [
  'pay/api',
  'web/checkout',
  'ledger/worker',
  'ci/build-base',
  'ml/scoring',
  'library/nginx',
  'library/postgres',
  'library/redis',
];
const REGISTRIES = ['docker.io', 'ghcr.io', 'quay.io', 'registry.corp.example'];
const SYSTEMS = [
  'Debian GNU/Linux 12 (bookworm)',
  'Debian GNU/Linux 11 (bullseye)',
  'Alpine Linux v3.19',
  'Ubuntu 22.04.4 LTS',
  'CentOS Linux 7',
];
// Spread by a factor that has nothing to do with the order in which the rows are made.
const spread = (n: string, factor: number, limit: string) => `(${n}::bigint * ${factor}) % ${limit}`;
// Within the last 60 days, to the second.
const ago = (n: string, factor: number) => `now() - make_interval(secs => ${spread(n, factor, '5184000')})`;

const counts = (n: string) => `
  ${spread(n, 7919, '40')}, ${spread(n, 104729, '60')}, ${spread(n, 1299709, '30')}, ${spread(n, 15485863, '12')},
  case when ${spread(n, 32452843, '20')} = 0 then 1 + ${n} % 4 else 0 end, ${spread(n, 7919, '40')}`;
const COUNTS = 'severity1_count, severity2_count, severity3_count, severity4_count, severity5_count, fixable_count';

/** The statements that make the rows, in their order. */
const statements = ({ images, containers, sensors }: ContainerScale): readonly string[] => [
  `insert into sensor (id, name, kind, host_name, addresses, created_at)
   select ${uuid(1, 'n')}, 'sensor-' || n, 'general', 'node-' || lpad(n::text, 5, '0') || '.corp.example', '{}', now() from generate_series(1, ${sensors}) n`,
  `insert into image (id, sha, created, size, architecture, os, operating_system, scan_state, last_vm_scan_date, scan_trigger, ${COUNTS},
     package_count, layer_count, container_count, host_count, first_seen_at, updated)
   select ${uuid(2, 'n')}, 'sha256:' || ${digest('i', 'n')}, ${ago('n', 49999)}, 5000000 + ${spread('n', 86028121, '2000000000')},
     ${oneOf(['amd64', 'amd64', 'arm64'], 'n')}, 'linux', ${oneOf(SYSTEMS, 'n')}, 'scanned', ${ago('n', 15485863)},
     ${oneOf(['pull', 'load', 'inventory', 'manifest', 'on-demand'], 'n')}, ${counts('n')}, 100, 8, ${Math.round(containers / images)}, 2,
     ${ago('n', 49999)}, ${ago('n', 32452843)} from generate_series(1, ${images}) n`,
  `insert into image_name (image_id, reference, registry, repository, tag)
   select ${uuid(2, 'n')}, registry || '/' || repository || ':' || tag, registry, repository, tag from (
     select n, ${oneOf(REGISTRIES, 'n')} as registry, ${oneOf(REPOSITORIES, 'n / 4')} || '-' || n % 500 as repository,
       n % 90 || '.' || n / 90 % 40 || '.' || n / 3600 as tag from generate_series(1, ${images}) n) of`,
  `insert into image_on_host (image_id, sensor_id, on_host, repo_tags, repo_digests, first_seen_at, at)
   select ${uuid(2, 'n')}, ${uuid(1, `1 + ${spread('n', 7919, String(sensors))}`)}, true, '{}', '{}', now(), now() from generate_series(1, ${images}) n`,
  `insert into image_finding (image_id, no, advisory_id, cves, severity, title, package, installed_version, fixed_version)
   select ${uuid(2, 'n')}, no, 'DSA-' || 5000 + ${spread('n + no', 7919, '900')} || '-1', array['CVE-' || 2019 + n % 7 || '-' || 1000 + ${spread('n + no', 104729, '30000')}],
     1 + (n + no) % 5, 'Weakness ' || n % 1000, ${oneOf(['openssl', 'zlib', 'curl', 'glibc', 'expat'], 'n + no')}, '1.0', '1.1'
   from generate_series(1, ${images}) n, generate_series(0, 1) no`,
  `insert into container (id, sha, name, image_id, image_name, sensor_id, host_name, state, state_changed, at, told_state, created, updated,
     privileged, is_root, scan_state, last_vm_scan_date, scan_trigger, ${COUNTS}, is_drift)
   select ${uuid(3, 'n')}, ${digest('c', 'n')}, ${oneOf(['checkout', 'ledger', 'api-gateway', 'redis', 'worker', 'soap'], 'n')} || '-' || n,
     ${uuid(2, `1 + ${spread('n', 104729, String(images))}`)}, ${oneOf(REGISTRIES, 'n')} || '/' || ${oneOf(REPOSITORIES, 'n / 4')} || ':' || n % 90,
     ${uuid(1, `1 + ${spread('n', 7919, String(sensors))}`)}, 'node-' || lpad((1 + ${spread('n', 7919, String(sensors))})::text, 5, '0') || '.corp.example',
     case when n % 10 < 6 then 'RUNNING' when n % 10 < 8 then 'STOPPED' when n % 10 = 8 then 'DELETED' else 'PAUSED' end, ${ago('n', 49999)}, now(), 'RUNNING',
     ${ago('n', 49999)}, ${ago('n', 32452843)}, n % 97 = 0, n % 3 = 0, 'scanned', ${ago('n', 15485863)}, ${oneOf(['created', 'drift', 'manifest'], 'n')},
     ${counts('n')}, n % 50 = 0 from generate_series(1, ${containers}) n`,
];

const FILLED = `'image', 'image_name', 'image_on_host', 'image_finding', 'container'`;

/** Fills the tables. Indexes that hold nothing unique are made afterwards: several times faster for millions of rows. */
export async function makeContainerRows(pool: pg.Pool, scale: ContainerScale, say: (text: string) => void): Promise<void> {
  const { rows: indexes } = await pool.query<{ name: string; made: string }>(
    `select indexname as name, indexdef as made from pg_indexes
     where schemaname = 'public' and tablename in (${FILLED}) and indexdef not like 'CREATE UNIQUE%'`,
  );
  for (const { name } of indexes) await pool.query(`drop index "${name}"`);
  for (const statement of statements(scale)) {
    say(statement.trimStart().slice(0, 40));
    await pool.query(`set synchronous_commit = off; ${statement}`);
  }
  for (const { made } of indexes) {
    say(made.slice(0, 90));
    await pool.query(`set maintenance_work_mem = '1GB'; ${made}`);
  }
  say('vacuum, analyze');
  for (const table of ['sensor', 'image', 'image_name', 'image_on_host', 'image_finding', 'container']) {
    await pool.query(`vacuum (analyze) ${table}`);
  }
}
