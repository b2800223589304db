// npm run build: server, console and agents into dist, whether or not anything changed. `--installed`: the packages are there.
import { buildAll } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';

if (!process.argv.includes('--installed')) await installPackages();
await buildAll();
