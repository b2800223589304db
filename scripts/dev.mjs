// npm run dev: the server from its sources, restarted on change, and Vite with hot reload in front of it.
import { spawn } from 'node:child_process';
import { buildIfChanged } from './steps/build-all.mjs';
import { installPackages } from './steps/install-packages.mjs';

await installPackages({ dev: true });
await buildIfChanged();
const env = { ...process.env, TZ: 'UTC', NODE_ENV: 'development' };
const children = [
  spawn(process.execPath, ['--watch', '--import', 'tsx', 'bff/main.ts', 'serve'], { stdio: 'inherit', env }),
  spawn('node_modules/.bin/vite', [], { stdio: 'inherit', env }),
];
for (const child of children) child.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
