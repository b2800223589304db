// npm run build: server, console and agents into dist, whether or not anything changed.
import { buildAll } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';

await installPackages();
await buildAll({ force: true });
