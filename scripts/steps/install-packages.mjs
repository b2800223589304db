import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { run } from './run.mjs';
import { say, stop } from './say.mjs';

const STAMP = 'node_modules/.watchbill-lock';
const PLACED = 'node_modules/.package-lock.json';
const lockHash = () => createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');

/** Oldest Node that every pinned package accepts. */
function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) stop(`Node ${process.versions.node} is too old; install Node 20.19 or newer`);
}

/** Whether somebody ran `npm ci` by hand: npm notes what it put where. Optional packages of other systems are never there. */
function hasAll({ dev }) {
  if (!existsSync(PLACED)) return false;
  const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
  const placed = JSON.parse(readFileSync(PLACED, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    const isNeeded = path !== '' && !entry.optional && (dev || !(entry.dev || entry.devOptional));
    return !isNeeded || placed[path]?.integrity === entry.integrity;
  });
}

/** Installs what the lock file says, if that has not happened yet. `dev`: with what only tests and checks need. */
export async function installPackages({ dev = false } = {}) {
  checkNode();
  const wanted = `${lockHash()} ${dev ? 'dev' : 'run'}`;
  const present = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
  if (present === wanted || present === `${lockHash()} dev`) return;
  if (hasAll({ dev })) return writeFileSync(STAMP, wanted);
  // npm empties what a link points to, which others may be using.
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink())
    stop('node_modules is a link; remove it, or run "npm ci" where it points to');
  say('installing packages');
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(dev ? [] : ['--omit=dev'])]);
  if (code === 127) stop('npm was not found; install it together with Node');
  if (code !== 0) stop('the packages could not be installed; run "npm ci" to see why');
  writeFileSync(STAMP, wanted);
}
