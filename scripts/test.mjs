// npm test: installs what is missing, checks, and runs unit, integration and browser tests.
// The last line is "N passed, N failed" (", N skipped" may follow); the exit code is 0 only if nothing failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { buildIfChanged } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';
import { installPrograms } from './steps/install-programs.mjs';
import { run } from './steps/run.mjs';
import { say } from './steps/say.mjs';

const RESULTS = 'test-results';
const totals = { passed: 0, failed: 0, skipped: 0 };

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function count(passed, failed, skipped) {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
}

async function step(name, command, args, options) {
  say(name);
  const started = Date.now();
  const code = await run(command, args, options);
  say(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s`);
  return code;
}

async function checks() {
  const code = await step('checks', process.execPath, ['scripts/check.mjs']);
  count(code === 0 ? 1 : 0, code === 0 ? 0 : 1, 0);
}

async function unitTests() {
  const file = `${RESULTS}/vitest.json`;
  const code = await step('unit and integration tests', 'node_modules/.bin/vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const result = readJson(file);
  if (result === undefined) return count(0, 1, 0);
  count(result.numPassedTests, result.numFailedTests, result.numPendingTests + result.numTodoTests);
  // A file that could not even be loaded has no failed test of its own.
  if (code !== 0 && result.numFailedTests === 0) count(0, 1, 0);
}

async function browserTests() {
  const file = `${RESULTS}/playwright.json`;
  const code = await step('browser stories', 'node_modules/.bin/playwright', ['test', '--reporter=list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  const stats = readJson(file)?.stats;
  if (stats === undefined) return count(0, 1, 0);
  count(stats.expected + stats.flaky, stats.unexpected, stats.skipped);
  if (stats.flaky > 0) say(`${stats.flaky} of the stories passed only at the second try: see "flaky" above`);
  if (code !== 0 && stats.unexpected === 0) count(0, 1, 0);
}

await installPackages({ dev: true });
await installPrograms();
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
await checks();
await buildIfChanged();
await unitTests();
await browserTests();
const skipped = totals.skipped === 0 ? '' : `, ${totals.skipped} skipped`;
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed${skipped}\n`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
