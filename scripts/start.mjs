// npm start: installs what is missing, builds what changed, and serves.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfChanged } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';

process.env.TZ = 'UTC';
process.env.NODE_ENV ??= 'production';
await installPackages();
await buildIfChanged();
const { main } = await import(pathToFileURL(resolve('dist/bff/watchbill.mjs')).href);
await main(['serve', ...process.argv.slice(2)]);
