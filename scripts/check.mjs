// npm run check: formatting and lint, types, import rules, dead code. Silent where all is well.
import { execFile } from 'node:child_process';
import { installPackages } from './steps/install-packages.mjs';
import { stop } from './steps/say.mjs';

/** The longest first: what comes after runs beside it. */
const CHECKS = [
  ['tsc', ['-p', '.']],
  ['biome', ['check', '--error-on-warnings', '--log-level=warn', '.']],
  ['depcruise', ['--output-type', 'err', 'agents', 'bff', 'bench', 'e2e', 'web']],
  ['knip', ['--no-progress']],
  ['tsc', ['-p', 'bff/domain']],
];
/** Each is one thread that works, or little more. */
const AT_ONCE = 2;

/** What the check says, where it does not pass. */
function problemsOf([name, args]) {
  return new Promise((resolve) => {
    execFile(`node_modules/.bin/${name}`, args, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) =>
      resolve(error === null ? undefined : `${stdout}${stderr}`),
    );
  });
}

const failed = [];
const waiting = [...CHECKS];

async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const problems = await problemsOf(check);
    if (problems === undefined) continue;
    process.stderr.write(problems);
    failed.push(`${check[0]} ${check[1].join(' ')}`);
  }
}

await installPackages({ dev: true });
await Promise.all(Array.from({ length: AT_ONCE }, work));
if (failed.length > 0) stop(`${failed.join(', ')} did not pass`);
