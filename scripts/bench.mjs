// `npm run bench [name …]`: runs bench/<name>.ts, each in a process of its own; without a name all of them. Never fails a test.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'bench');
// What benchmarks share lies in bench/kit.
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark called ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  process.exit(2);
}
let failed = 0;
for (const name of asked.length > 0 ? asked : known) {
  console.log(`\n${name}\n`);
  const ran = spawnSync(process.execPath, ['--import', 'tsx', join(folder, `${name}.ts`)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TZ: 'UTC' },
  });
  if (ran.status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
