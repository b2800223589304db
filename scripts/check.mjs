// npm run check: formatting and lint, types, import rules, dead code. Silent where all is well.
import { spawnSync } from 'node:child_process';
import { installPackages } from './steps/install-packages.mjs';
import { stop } from './steps/say.mjs';

const CHECKS = [
  ['biome', ['check', '--error-on-warnings', '--log-level=warn', '.']],
  ['tsc', ['-p', '.']],
  ['tsc', ['-p', 'bff/domain']],
  ['depcruise', ['--output-type', 'err', 'agents', 'bff', 'bench', 'e2e', 'web']],
  ['knip', ['--no-progress']],
];

await installPackages({ dev: true });
const failed = CHECKS.filter(([name, args]) => {
  const { status, stdout, stderr } = spawnSync(`node_modules/.bin/${name}`, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status !== 0;
});
if (failed.length > 0) stop(`${failed.map(([name, args]) => `${name} ${args.join(' ')}`).join(', ')} did not pass`);
